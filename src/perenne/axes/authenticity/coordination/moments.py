"""Columns of times to seconds of universal time: numbers since 1970, or dates as computers write them."""

import polars as pl

_MILLI, _MICRO, _NANO = 10**11, 10**14, 10**17
"""From which size on a number counts smaller units than seconds: in seconds they would lie beyond the year 5000."""
_WRITTEN = ("%+", "%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M")
_DATE, _DATE_ALONE = "%Y-%m-%d", r"\A\d+-\d+-\d+\z"


def seconds(name: str, kind: pl.DataType) -> pl.Expr:
    """The seconds of the column ``name`` of type ``kind``; null where it says none."""
    column = pl.col(name)
    if isinstance(kind, pl.Datetime):
        return column.dt.epoch("s")
    if isinstance(kind, pl.Date):
        return column.cast(pl.Datetime("us")).dt.epoch("s")
    if kind.is_numeric():
        return _since_1970(column.cast(pl.Float64))
    text = column.cast(pl.String).str.strip_chars()
    written = [text.str.to_datetime(form, time_unit="us", time_zone="UTC", strict=False) for form in _WRITTEN]
    day = text.str.to_date(_DATE, strict=False).cast(pl.Datetime("us")).dt.replace_time_zone("UTC")
    return pl.coalesce(
        _since_1970(text.cast(pl.Float64, strict=False)), *(each.dt.epoch("s") for each in (*written, day))
    )


def is_date(name: str, kind: pl.DataType) -> pl.Expr:
    """Whether the column ``name`` says a day and no time of it."""
    if isinstance(kind, pl.Date):
        return pl.lit(value=True)
    if isinstance(kind, pl.String):
        return pl.col(name).str.strip_chars().str.contains(_DATE_ALONE).fill_null(value=False)
    return pl.lit(value=False)


def _since_1970(number: pl.Expr) -> pl.Expr:
    size = number.abs()
    scaled = (
        pl.when(size >= _NANO).then(number / 1e9)
        .when(size >= _MICRO).then(number / 1e6)
        .when(size >= _MILLI).then(number / 1e3)
        .otherwise(number)
    )  # fmt: skip
    return pl.when(number.is_finite()).then(scaled.floor()).cast(pl.Int64, strict=False)
