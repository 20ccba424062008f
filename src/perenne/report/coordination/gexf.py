"""The network of edges as GEXF, which Gephi and others open."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from typing import Any

from perenne.axes.authenticity.coordination.detect import Coordination
from perenne.report.coordination.network import network_of

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_OF_NODES = {"group": "integer", "role": "string"}
_OF_EDGES = {"joint": "integer", "meetings": "integer", "lift": "double", "p": "double", "window": "integer"}


def network(found: Coordination, *, named: bool) -> bytes:
    """One node an account of a group or an edge, one edge a pair, by its best window; pairs of which nothing is said
    are none. ``named``: nodes bear the accounts' names and not a pseudonym."""
    shown = network_of(found)
    called, edges = shown.called, {pair: row for pair, row in shown.edges.items() if row["p"] is not None}
    ends = {name for pair in edges for name in pair}
    root = ET.Element("gexf", {"xmlns": "http://gexf.net/1.3", "version": "1.3"})
    graph = ET.SubElement(root, "graph", {"defaultedgetype": "undirected", "mode": "static"})
    _attributes(graph, "node", _OF_NODES)
    _attributes(graph, "edge", _OF_EDGES)
    below = ET.SubElement(graph, "nodes")
    for row in (each for each in shown.nodes if each["role"] is not None or each["account"] in ends):
        name = called[row["account"]]
        label = _NO_XML.sub("\ufffd", row["account"]) if named else name
        _values(ET.SubElement(below, "node", {"id": name, "label": label}), row, _OF_NODES)
    below = ET.SubElement(graph, "edges")
    for number, ((a, b), row) in enumerate(edges.items()):
        ends_of = {"id": str(number), "source": called[a], "target": called[b], "weight": str(row["joint"])}
        _values(ET.SubElement(below, "edge", ends_of), row, _OF_EDGES)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _attributes(graph: ET.Element, of: str, kinds: Mapping[str, str]) -> None:
    below = ET.SubElement(graph, "attributes", {"class": of})
    for name, kind in kinds.items():
        ET.SubElement(below, "attribute", {"id": name, "title": name, "type": kind})


def _values(element: ET.Element, row: Mapping[str, Any], names: Iterable[str]) -> None:
    told = [(name, row[name]) for name in names if row[name] is not None]
    if told:
        below = ET.SubElement(element, "attvalues")
        for name, value in told:
            ET.SubElement(below, "attvalue", {"for": name, "value": str(value)})
