"""Why the system refused to read or to write, in both languages: it says so in one of its own choice."""

import errno

from perenne.model.bilingual import Bilingual

_SAID = {
    errno.ENOENT: Bilingual(fr="fichier ou dossier introuvable", en="No such file or directory"),
    errno.EACCES: Bilingual(fr="accès refusé", en="Permission denied"),
    errno.EPERM: Bilingual(fr="opération interdite", en="Operation not permitted"),
    errno.ENOSPC: Bilingual(fr="plus de place sur le disque", en="No space left on device"),
    errno.EDQUOT: Bilingual(fr="quota de disque dépassé", en="Disk quota exceeded"),
    errno.EFBIG: Bilingual(fr="fichier trop grand pour ce disque", en="File too large"),
    errno.EISDIR: Bilingual(fr="c’est un dossier", en="Is a directory"),
    errno.ENOTDIR: Bilingual(fr="ce n’est pas un dossier", en="Not a directory"),
    errno.ENOTEMPTY: Bilingual(fr="dossier non vide", en="Directory not empty"),
    errno.EEXIST: Bilingual(fr="ce nom existe déjà", en="File exists"),
    errno.EROFS: Bilingual(fr="disque en lecture seule", en="Read-only file system"),
    errno.EMFILE: Bilingual(fr="trop de fichiers ouverts", en="Too many open files"),
    errno.ENFILE: Bilingual(fr="trop de fichiers ouverts sur cet ordinateur", en="Too many open files in system"),
    errno.ENAMETOOLONG: Bilingual(fr="nom trop long", en="File name too long"),
    errno.ELOOP: Bilingual(fr="trop de liens symboliques", en="Too many levels of symbolic links"),
    errno.EXDEV: Bilingual(fr="ce sont deux disques différents", en="Cross-device link"),
    errno.EBUSY: Bilingual(fr="fichier occupé par un autre programme", en="Device or resource busy"),
    errno.EINVAL: Bilingual(fr="argument refusé", en="Invalid argument"),
    errno.EIO: Bilingual(fr="erreur du disque", en="Input/output error"),
    errno.ENXIO: Bilingual(fr="périphérique absent", en="No such device or address"),
    errno.ENODEV: Bilingual(fr="périphérique absent", en="No such device"),
    errno.ENOMEM: Bilingual(fr="mémoire insuffisante", en="Cannot allocate memory"),
    errno.EPIPE: Bilingual(fr="le lecteur est parti", en="Broken pipe"),
    errno.EBADF: Bilingual(fr="flux fermé", en="Bad file descriptor"),
}


def why(problem: OSError) -> Bilingual:
    """What ``problem`` is; in the system's own words where ours are missing."""
    own = problem.strerror or type(problem).__name__
    return _SAID.get(problem.errno or 0, Bilingual(fr=own, en=own))
