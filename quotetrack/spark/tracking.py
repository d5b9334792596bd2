"""People and repeated statements across articles, by joins: the same answers as a store's, for any number of them.

Profiles of one surname or acronym are decided together, a group a block. Utterances that may be the same words meet in
a join on their shingles (runs of three words), and each pair is judged by the tracker's own function; connected pairs
are gathered by passing the smallest key along the links until nothing changes.

Every pair that shares as many shingles as a store asks for is found. MinHash, as in Spark ML, looks for wordings that
are alike as a whole, and finds eight quoted words of a speech of sixty by chance only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from attrs import frozen

from quotetrack.errors import MissingColumnError
from quotetrack.spark.extracting import need_pyspark
from quotetrack.spark.told import LINKED, NAMED, PAIR, STATEMENT, TOLD, is_same, people_of, person_of, told, with_alerts

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame

ROWS_AT_ONCE = 256  # an article's row holds some 10 kB


@frozen
class Tracked:
    """Is what `track` finds, as four DataFrames; what they share is computed once and kept on disk meanwhile.

    - `speakers`: article, speaker (its id there), kind, name, label, person (empty when undecided), reason
    - `people`: person, kind, name, quotes, words, direct, indirect, mixed, first, last, roles
    - `quotations`: article, attribution, person, statement (empty where the words occur once)
    - `statements`: statement, words, occurrences, wordings, articles, outlets, first, last, speakers, conflict, alerts
    """

    speakers: DataFrame
    people: DataFrame
    quotations: DataFrame
    statements: DataFrame
    kept: tuple[DataFrame, ...]

    def close(self) -> None:
        """Give back the disk; the DataFrames are of no use afterwards."""
        for frame in self.kept:
            frame.unpersist()


def track(results: DataFrame) -> Tracked:
    """Find who is one person and which words were repeated, across all articles of a result of `extract`.

    An article's id must be its own: exact copies count once, of two versions of an article one is taken. What a human
    being corrected in a store is not known here.

    Args:
        results: rows with the column *exchange*, as `extract` makes them or ``spark.read.parquet`` reads them.

    Raises:
        MissingColumnError: there is no such column.
        MissingExtraError: pyspark is not installed.
    """
    need_pyspark()
    from pyspark.sql import functions as F

    if "exchange" not in results.columns:
        raise MissingColumnError(
            f"there is no column 'exchange'; the columns are: {', '.join(results.columns)}; give what "
            "quotetrack.spark.extract returned, all of its rows"
        )
    lines = results.where("exchange IS NOT NULL AND error IS NULL").select("exchange")
    facts = lines.mapInArrow(_rows_of(_told, TOLD), TOLD).dropDuplicates(["article"]).persist(_kept())

    def each(name: str, *more: str) -> DataFrame:
        return facts.select(*more, F.explode(name).alias("it")).select(*more, "it.*")

    speakers = _speakers(each("speakers", "article")).persist(_kept())
    utterances = _utterances(each("utterances")).persist(_kept())
    statement_of = _statements(utterances, each("links")).persist(_kept())
    said = (
        each("quotations", "article", "published", "publisher")
        .join(speakers.select("article", "speaker", "person"), ["article", "speaker"], "left")
        .join(statement_of.withColumnRenamed("key", "utterance"), "utterance", "left")
        .persist(_kept())
    )
    repeated = _repeated(said)
    known = said.join(repeated.select("statement", F.lit(True).alias("repeats")), "statement", "left")
    quotations = known.select(
        "article", "attribution", "person", F.expr("if(repeats, statement, null)").alias("statement")
    )
    return Tracked(
        speakers.drop("block", "facts"), _people(speakers, said), quotations, repeated,
        (said, statement_of, utterances, speakers, facts),
    )  # fmt: skip


# people


def _speakers(rows: DataFrame) -> DataFrame:
    """Give each speaker of an article their person, decided in blocks of names that could be one."""
    profiles = rows.where("block IS NOT NULL").select("block", "kind", "name", "facts").distinct()
    links = profiles.groupBy("block").applyInArrow(_group(_people_of, LINKED), LINKED)
    return rows.join(links, ["block", "kind", "name", "facts"], "left")


def _people(speakers: DataFrame, said: DataFrame) -> DataFrame:
    """Count what each person said, under the name to show."""
    from pyspark.sql import functions as F

    profiles = speakers.where("person IS NOT NULL").select("person", "kind", "name", "facts").distinct()
    named = profiles.groupBy("person").applyInArrow(_group(_person_of, NAMED), NAMED)
    counted = (
        said.where("person IS NOT NULL")
        .groupBy("person")
        .agg(
            F.count(F.lit(1)).alias("quotes"),
            F.sum("words").alias("words"),
            *(F.count_if(F.col("kind") == kind).alias(kind) for kind in ("direct", "indirect", "mixed")),
            F.min("published").alias("first"),
            F.max("published").alias("last"),
        )
    )
    wanted = "person kind name quotes words direct indirect mixed first last roles".split()
    return named.join(counted, "person").select(*wanted)


# statements


def _utterances(rows: DataFrame) -> DataFrame:
    """Keep one row for each utterance, however many articles quote it."""
    from pyspark.sql import functions as F

    fields = [name for name in rows.columns if name != "key"]
    return rows.groupBy("key").agg(F.min(F.struct(*fields)).alias("it")).select("key", "it.*")


def _statements(utterances: DataFrame, links: DataFrame) -> DataFrame:
    """Give each utterance its statement: those linked to one another, phrases and longer ones apart.

    A core of phrases is at home in the one longer core that has it; where several do, it is a statement of its own.
    """
    from pyspark.sql import functions as F

    kinds = utterances.select("key", "phrase")
    pairs = (
        _same(utterances)
        .union(links)
        .distinct()
        .join(kinds.toDF("a", "phrase_a"), "a")
        .join(kinds.toDF("b", "phrase_b"), "b")
        .persist(_kept())
    )
    cores = _connected(kinds.select("key"), pairs.where("phrase_a = phrase_b").select("a", "b"))
    across = pairs.where("phrase_a <> phrase_b").select(
        F.expr("if(phrase_a, a, b)").alias("key"), F.expr("if(phrase_a, b, a)").alias("longer")
    )
    owners = across.join(cores, "key").join(cores.toDF("longer", "owner"), "longer").groupBy("core")
    homes = owners.agg(F.min("owner").alias("home"), F.max("owner").alias("other")).where("home = other")
    settled = cores.join(homes.drop("other"), "core", "left")
    return settled.select("key", F.concat(F.lit("st-"), F.coalesce("home", "core")).alias("statement"))


def _same(utterances: DataFrame) -> DataFrame:
    """Find the pairs that are the same words.

    Two wordings that share the shingles needed also share one of the shorter one's rarest: all but the last few that
    could be missing. Only these are looked up, so that a phrase that everybody uses does not pair everything with
    everything (prefix filtering; Chaudhuri, Ganti, Kaushik 2006).
    """
    from pyspark.sql import functions as F
    from pyspark.sql.window import Window

    size = F.size("hashes").alias("size")
    shingles = utterances.select("key", "needed", size, F.explode("hashes").alias("hash"))
    counted = shingles.join(shingles.groupBy("hash").agg(F.count(F.lit(1)).alias("uses")), "hash")
    rank = F.row_number().over(Window.partitionBy("key").orderBy("uses", "hash"))
    ranked = counted.withColumn("rank", rank).where("uses > 1").persist(_kept())
    asking = ranked.where("rank <= size - needed + 1").select(
        "hash", F.col("key").alias("a"), F.col("size").alias("of_a")
    )
    asked = ranked.select("hash", F.col("key").alias("b"), F.col("size").alias("of_b"))
    pairs = asking.join(asked, "hash").where("of_a < of_b OR (of_a = of_b AND a < b)").select("a", "b").distinct()
    whole = utterances.select("key", F.struct("key", "wording", "kind", "name", "scope", "week", "hashes").alias("it"))
    met = pairs.join(whole.toDF("a", "one"), "a").join(whole.toDF("b", "other"), "b")
    judged = met.select(F.col("one").alias("a"), F.col("other").alias("b"))
    return judged.mapInArrow(_rows_of(_judged, PAIR), PAIR)


def _connected(keys: DataFrame, pairs: DataFrame) -> DataFrame:
    """Give each key the smallest key that it is connected to, as its *core*."""
    from pyspark.sql import functions as F

    edges = pairs.union(pairs.select("b", "a")).toDF("key", "next").distinct().persist(_kept())
    cores = edges.select("key", F.col("key").alias("core")).distinct().localCheckpoint()
    while True:
        beside = edges.join(cores.toDF("next", "theirs"), "next").groupBy("key").agg(F.min("theirs").alias("theirs"))
        nearer = cores.join(beside, "key").select("key", F.least("core", "theirs").alias("nearer"))
        # whoever found a smaller key also takes what that key itself found: the way halves each time
        jumped = nearer.join(nearer.toDF("nearer", "farther"), "nearer").select("key", F.col("farther").alias("core"))
        new = jumped.localCheckpoint()
        if new.join(cores.toDF("key", "old"), "key").where("core <> old").isEmpty():
            return keys.join(new, "key", "left").select("key", F.coalesce("core", "key").alias("core"))
        cores = new


def _repeated(said: DataFrame) -> DataFrame:
    """Describe the statements that occur more than once."""
    from pyspark.sql import functions as F

    fullest = F.min(F.struct((-F.length("quoted")).alias("shorter"), "quoted"))["quoted"]
    found = said.where("statement IS NOT NULL").groupBy("statement").agg(
        fullest.alias("words"),
        F.count(F.lit(1)).alias("occurrences"),
        F.count_distinct("utterance").alias("wordings"),
        F.count_distinct("article").alias("articles"),
        F.count_distinct("publisher").alias("outlets"),
        F.min("published").alias("first"),
        F.max("published").alias("last"),
        F.sort_array(F.collect_set("person")).alias("speakers"),
        F.collect_set("quoted").alias("quoted"),
    )  # fmt: skip
    return found.where("occurrences > 1").mapInArrow(_rows_of(_with_alerts, STATEMENT), STATEMENT)


# rows between Spark and Python, as Arrow


def _told(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield told(row["exchange"])


def _judged(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if is_same(row):
        yield {"a": row["a"]["key"], "b": row["b"]["key"]}


def _with_alerts(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield with_alerts(row)


def _people_of(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    yield from people_of(rows)


def _person_of(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    yield person_of(rows)


def _rows_of(
    function: Callable[[dict[str, Any]], Iterator[dict[str, Any]]], schema: str
) -> Callable[[Iterator[pyarrow.RecordBatch]], Iterator[pyarrow.RecordBatch]]:
    """Make what `mapInArrow` wants of a function of one row."""
    arrow = _arrow(schema)

    def run(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        import pyarrow

        for batch in batches:
            for start in range(0, batch.num_rows, ROWS_AT_ONCE):
                rows = batch.slice(start, ROWS_AT_ONCE).to_pylist()
                found = [out for row in rows for out in function(row)]
                yield pyarrow.RecordBatch.from_pylist(found, schema=arrow)

    return run


def _group(
    function: Callable[[list[dict[str, Any]]], Iterator[dict[str, Any]]], schema: str
) -> Callable[[pyarrow.Table], pyarrow.Table]:
    """Make what `applyInArrow` wants of a function of a group's rows."""
    arrow = _arrow(schema)

    def run(table: pyarrow.Table) -> pyarrow.Table:
        import pyarrow

        return pyarrow.Table.from_pylist(list(function(table.to_pylist())), schema=arrow)

    return run


def _arrow(schema: str) -> Any:
    from pyspark.sql.pandas.types import to_arrow_schema
    from pyspark.sql.types import StructType

    return to_arrow_schema(StructType.fromDDL(schema))


def _kept() -> Any:
    from pyspark import StorageLevel

    return StorageLevel.MEMORY_AND_DISK
