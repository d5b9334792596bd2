"""An attribution network that learns from others: where it begins, what it is told, how it is measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from attrs import frozen
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from quotetrack.find.grammar import score_columns
from quotetrack.find.tagger import GRAMMAR, OUTPUTS
from quotetrack.training.attribution_data import Batch
from quotetrack.training.attribution_export import GrammarHeads, layer_output, open_layers
from quotetrack.training.attribution_network import ILLEGAL, Network, crf_loss, link_loss
from quotetrack.training.attribution_shape import HEADS, Shape, shape_of

SOFTENED = 2.0  # temperature of the tags' scores: unlikely tags teach, too
LINKS = 0.4  # of each pointer's loss beside the tags'
SURE = 0.5  # pieces that the teacher gives less of a role have no pointer to learn from
CUE, CONTENT = slice(3, 5), slice(5, 7)  # columns of the tags' scores

Floats = NDArray[np.float32]


class Narrowed(nn.Module):
    """Is the teacher's table of words, left as it is, seen through a learned matrix: rare words keep their places."""

    table: Tensor

    def __init__(self, table: Tensor, kept: Tensor) -> None:
        super().__init__()
        self.register_buffer("table", table)
        self.down = nn.Linear(table.shape[1], len(kept), bias=False)
        with torch.no_grad():
            self.down.weight.copy_(torch.eye(table.shape[1])[kept])

    def forward(self, ids: Tensor) -> Tensor:
        """Return the words' vectors [batch, length, width]."""
        found: Tensor = self.down(functional.embedding(ids, self.table))
        return found

    def whole(self) -> Tensor:
        """Return the table as the pupil sees it, [words, width]."""
        return self.table @ self.down.weight.detach().T


class Pupil(nn.Module):
    """Is the network that learns, its grammar heads, and bridges on which its states are compared with the teacher's.

    One as large as its teacher begins as the teacher is; a smaller one begins as a part of it, with new heads.
    """

    def __init__(
        self, shape: Shape, teacher: Mapping[str, Tensor], heads: GrammarHeads, *, dropout: float = 0.05
    ) -> None:
        super().__init__()
        self.network = Network(shape, dropout=dropout)
        kept = _weightiest(_use_of_directions(teacher), shape.width)
        self.network.load_state_dict(subclone(teacher, shape, kept), strict=False)
        self.words = Narrowed(teacher["words.weight"], kept)
        self.network.words = self.words  # type: ignore[assignment]
        whole = shape == shape_of(teacher, heads=shape.heads)
        self.reads = heads.layers if whole else tuple(range(1, shape.layers + 1))
        self.inner = nn.Linear(shape.width * len(self.reads), shape.width)
        self.outer = nn.Linear(shape.width, score_columns(len(heads.tags))[-1].stop)
        wide = teacher["words.weight"].shape[1]
        self.bridges = nn.ModuleList(nn.Linear(shape.width, wide) for _ in range(0 if whole else shape.layers))
        if whole:
            self.network.load_state_dict(
                {name: t for name, t in teacher.items() if name.partition(".")[0] in HEADS}, strict=False
            )
            for name, layer in (("inner", self.inner), ("outer", self.outer)):
                layer.load_state_dict({part: teacher[f"grammar.{name}.{part}"] for part in ("weight", "bias")})

    def forward(self, ids: Tensor, mask: Tensor, features: Tensor) -> tuple[list[Tensor], tuple[Tensor, ...], Tensor]:
        """Return the layers' states on the teacher's scale, the heads' scores, and those of the grammar heads."""
        states = self.network.states(ids, mask, features)
        seen = [bridge(state) for bridge, state in zip(self.bridges, states, strict=False)]  # a whole one has none
        read = torch.cat([states[number - 1] for number in self.reads], -1)
        grammar = self.outer(functional.gelu(self.inner(read)))
        return seen, self.network.heads(states[-1]), grammar

    def weights(self) -> dict[str, Floats]:
        """Return the weights that a model directory stores."""
        out = {name: t for name, t in self.network.state_dict().items() if not name.startswith("words.")}
        out["words.weight"] = self.words.whole()
        for name, layer in (("inner", self.inner), ("outer", self.outer)):
            out[f"grammar.{name}.weight"], out[f"grammar.{name}.bias"] = layer.weight, layer.bias
        return {name: tensor.detach().float().numpy() for name, tensor in out.items()}


def _weightiest(weights: Tensor, count: int) -> Tensor:
    """Return the indices of the largest numbers, in order."""
    return weights.topk(count).indices.sort().values


def _use_of_directions(teacher: Mapping[str, Tensor]) -> Tensor:
    """Return how much the layers read from each direction of the states."""
    used = torch.zeros(teacher["words.weight"].shape[1])
    for number in range(shape_of(teacher).layers):
        for part, norm in (("query", "norm2"), ("key", "norm2"), ("value", "norm2"), ("inner", "norm1")):
            scale = teacher[f"layers.{number}.{norm}.weight"]
            used += (teacher[f"layers.{number}.{part}.weight"] * scale).square().sum(0)
    return used


def counterparts(pupil: int, teacher: int) -> list[int]:
    """Return for each layer of the pupil the teacher's layer, counted from 1, that it stands for.

    >>> counterparts(3, 6)
    [2, 4, 6]
    """
    return [teacher * (number + 1) // pupil for number in range(pupil)]


def subclone(teacher: Mapping[str, Tensor], shape: Shape, kept: Tensor) -> dict[str, Tensor]:
    """Cut a network out of a larger one: layers at even distances, directions `kept`, the weightiest heads and cells.

    Attention heads are taken whole; where the pupil's are wider, several of the teacher's make one.
    """
    large = shape_of(teacher)
    narrow = large.width // large.heads
    gain = (large.width / shape.width) ** 0.5  # sums run over fewer directions
    out = {f"norm.{part}": teacher[f"norm.{part}"][kept] for part in ("weight", "bias")}
    for name in ("positions.weight", "features.weight"):
        out[name] = teacher[name][:, kept]
    out["transitions"] = teacher["transitions"]
    for number, other in enumerate(counterparts(shape.layers, large.layers)):
        mine, theirs = f"layers.{number}.", f"layers.{other - 1}."
        given = {name.removeprefix(theirs): t for name, t in teacher.items() if name.startswith(theirs)}
        reach = given["output.weight"].square().sum(0).view(large.heads, narrow).sum(1)
        heads = _weightiest(reach, shape.width // narrow)
        rows = (heads[:, None] * narrow + torch.arange(narrow)).flatten()
        cells = _weightiest(given["outer.weight"].norm(dim=0) * given["inner.weight"].norm(dim=1), shape.inner)
        for part, chosen in (("query", rows), ("key", rows), ("value", rows), ("inner", cells)):
            out[f"{mine}{part}.weight"] = given[f"{part}.weight"][chosen][:, kept] * gain
            out[f"{mine}{part}.bias"] = given[f"{part}.bias"][chosen]
        for part, columns in (("output", rows), ("outer", cells)):
            out[f"{mine}{part}.weight"] = given[f"{part}.weight"][kept][:, columns] * gain
            out[f"{mine}{part}.bias"] = given[f"{part}.bias"][kept]
        for part in ("norm1", "norm2"):
            out.update({f"{mine}{part}.{p}": given[f"{part}.{p}"][kept] for p in ("weight", "bias")})
    return out


@frozen(eq=False)
class Lesson:
    """Is what the teachers say of a batch.

    `states`: of some layers, [batch, length, width] each; `tags` [batch, length, 7]; `cue`, `source` [batch, length,
    length]: scores of pointing from a content to its cue, from a cue to its source; `to_cue`, `to_source` [batch,
    length]: which pieces have a pointer to learn from; `grammar` [batch, length, scores].
    """

    states: list[Tensor]
    tags: Tensor
    cue: Tensor
    source: Tensor
    to_cue: Tensor
    to_source: Tensor
    grammar: Tensor


class Teacher:
    """Runs the networks of model directories over a window; the first one's states and grammar are taught, too."""

    def __init__(self, folders: Sequence[Path], layers: Sequence[int]) -> None:
        self.states = [layer_output(number) for number in layers]
        threads = torch.get_num_threads()
        self.sessions = [open_layers(f, () if n else layers, threads=threads) for n, f in enumerate(folders)]

    def teach(self, batch: Batch) -> Lesson:
        """Read a batch, each window by itself, as the finder does; of several teachers the mean counts."""
        rows: list[list[Tensor]] = []
        for ids, mask, features in zip(batch.ids, batch.mask, batch.features, strict=True):
            size = int(mask.sum())
            given = {"ids": ids[None, :size], "mask": mask[None, :size], "feat": features[None, :size]}
            rows.append(self._read(given, batch.ids.shape[1] - size))
        tags, cue, source, grammar, *states = (torch.stack(part) for part in zip(*rows, strict=True))
        roles, here = tags.softmax(-1), torch.from_numpy(batch.mask).bool()
        to_cue, to_source = ((roles[..., role].sum(-1) > SURE) & here for role in (CONTENT, CUE))
        return Lesson(states, tags, cue, source, to_cue, to_source, grammar)

    def _read(self, given: dict[str, NDArray[Any]], padding: int) -> list[Tensor]:
        """Return tags, both pointers, grammar and states of one window, with rows of padding."""
        said, grammar_and_states = [], []
        for number, session in enumerate(self.sessions):
            wanted = OUTPUTS if number else [*OUTPUTS, GRAMMAR, *self.states]
            tags, query, key, query2, key2, *rest = (torch.from_numpy(array[0]) for array in session.run(wanted, given))
            said.append((tags, query @ key.T / query.shape[1] ** 0.5, query2 @ key2.T / query2.shape[1] ** 0.5))
            grammar_and_states += rest  # the first one's alone
        tags, *pointers = (torch.stack(part).mean(0) for part in zip(*said, strict=True))
        hidden = [functional.pad(scores, (0, padding), value=ILLEGAL) for scores in pointers]
        return [functional.pad(part, (0, 0, 0, padding)) for part in (tags, *hidden, *grammar_and_states)]


def losses(pupil: Pupil, batch: Batch, lesson: Lesson, tags: int, *, annotated: bool) -> dict[str, Tensor]:
    """Return the losses of one batch, by name; `gold` only where people annotated it, `states` only of a smaller pupil.

    Args:
        pupil: the network that learns.
        batch: windows; at least one word of them is to be scored.
        lesson: what the teachers say of them.
        tags: how many Penn tags the grammar heads tell apart.
        annotated: whether the batch holds what people marked.
    """
    ids, mask, features, first, gold, scored, cue, source = (
        torch.from_numpy(array)
        for array in (
            batch.ids, batch.mask, batch.features, batch.first, batch.tags, batch.scored, batch.cue, batch.source
        )
    )  # fmt: skip
    with torch.autocast("cpu", dtype=torch.bfloat16):
        seen, heads, grammar = pupil(ids, mask, features)
    here = mask.bool()
    mine = [part.float() for part in heads]

    def words(scores: Tensor) -> Tensor:
        return scores.gather(1, first[..., None].expand(-1, -1, scores.shape[2]))

    taught = words(lesson.tags)[scored] / SOFTENED
    out = {"tags": SOFTENED**2 * _divergence(words(mine[0])[scored] / SOFTENED, taught)}
    to_cue = _pointers(mine[1], mine[2], here, lesson.cue, lesson.to_cue)
    out["links"] = to_cue + _pointers(mine[3], mine[4], here, lesson.source, lesson.to_source)
    columns = score_columns(tags)
    said, known = grammar.float()[here], lesson.grammar[here]
    out["grammar"] = torch.stack([_divergence(said[:, one], known[:, one]) for one in columns]).sum()
    if seen:
        pairs = zip(seen, lesson.states, strict=True)
        out["states"] = torch.stack([functional.mse_loss(a.float()[here], _standard(b[here])) for a, b in pairs]).mean()
    if annotated:
        to_cue, to_source = link_loss(mine[1], mine[2], cue, mask), link_loss(mine[3], mine[4], source, mask)
        marked = crf_loss(words(mine[0]), gold, scored, pupil.network.legal_transitions())
        out["gold"] = marked + LINKS * (to_cue + to_source)
    return out


def _standard(states: Tensor) -> Tensor:
    """Return states with each direction at unit spread, so that no huge activation rules the loss."""
    return (states - states.mean(0)) / (states.std(0) + 1e-3)


def _divergence(mine: Tensor, taught: Tensor) -> Tensor:
    return functional.kl_div(mine.log_softmax(-1), taught.log_softmax(-1), reduction="batchmean", log_target=True)


def _pointers(query: Tensor, key: Tensor, here: Tensor, taught: Tensor, role: Tensor) -> Tensor:
    """Compare where pieces point; `role` [batch, length] tells which ones should point at all."""
    rows, columns = role.nonzero(as_tuple=True)
    if not len(rows):
        return torch.zeros(())
    scores = torch.einsum("bqd,bkd->bqk", query, key)[rows, columns] / query.shape[2] ** 0.5
    hidden = ~here[rows]
    return _divergence(scores.masked_fill(hidden, ILLEGAL), taught[rows, columns].masked_fill(hidden, ILLEGAL))
