"""A small attribution network that learns from a large one: where it begins, what it is told, how it is measured."""

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
from quotetrack.training.attribution_export import layer_output, open_layers
from quotetrack.training.attribution_network import ILLEGAL, Network, crf_loss, link_loss
from quotetrack.training.attribution_shape import Shape, shape_of

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
    """Is the small network, its grammar heads, and bridges on which its states are compared with the teacher's."""

    def __init__(self, shape: Shape, teacher: Mapping[str, Tensor], grammar: int, *, dropout: float = 0.05) -> None:
        super().__init__()
        self.network = Network(shape, dropout=dropout)
        kept = _weightiest(_use_of_directions(teacher), shape.width)
        self.network.load_state_dict(subclone(teacher, shape, kept), strict=False)
        self.words = Narrowed(teacher["words.weight"], kept)
        self.network.words = self.words  # type: ignore[assignment]
        self.inner = nn.Linear(shape.width * shape.layers, shape.width)
        self.outer = nn.Linear(shape.width, grammar)
        wide = teacher["words.weight"].shape[1]
        self.bridges = nn.ModuleList(nn.Linear(shape.width, wide) for _ in range(shape.layers))

    def forward(self, ids: Tensor, mask: Tensor, features: Tensor) -> tuple[list[Tensor], tuple[Tensor, ...], Tensor]:
        """Return the layers' states on the teacher's scale, the heads' scores, and those of the grammar heads."""
        states = self.network.states(ids, mask, features)
        seen = [bridge(state) for bridge, state in zip(self.bridges, states, strict=True)]
        grammar = self.outer(functional.gelu(self.inner(torch.cat(states, -1))))
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
    """Is what the teacher says of a batch: its states at some layers, its heads' scores, its grammar heads'."""

    states: list[Tensor]
    heads: list[Tensor]
    grammar: Tensor


class Teacher:
    """Runs a model directory's network over the pupil's windows."""

    def __init__(self, folder: Path, layers: Sequence[int]) -> None:
        self.states = [layer_output(number) for number in layers]
        self.session = open_layers(folder, layers, threads=torch.get_num_threads())

    def teach(self, batch: Batch) -> Lesson:
        """Read a batch, each window by itself, as the finder does."""
        wanted = [*self.states, *OUTPUTS, GRAMMAR]
        rows: list[list[NDArray[Any]]] = []
        length = batch.ids.shape[1]
        for ids, mask, features in zip(batch.ids, batch.mask, batch.features, strict=True):
            size = int(mask.sum())
            given = {"ids": ids[None, :size], "mask": mask[None, :size], "feat": features[None, :size]}
            found = self.session.run(wanted, given)
            rows.append([np.pad(array[0], ((0, length - size), (0, 0))) for array in found])
        parts = [torch.from_numpy(np.stack(part)) for part in zip(*rows, strict=True)]
        count = len(self.states)
        return Lesson(parts[:count], parts[count:-1], parts[-1])


def losses(pupil: Pupil, batch: Batch, lesson: Lesson, tags: int, *, annotated: bool) -> dict[str, Tensor]:
    """Return the losses of one batch, by name; `gold` only where people annotated it.

    Args:
        pupil: the network that learns.
        batch: windows; at least one word of them is to be scored.
        lesson: what the teacher says of them.
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

    taught = words(lesson.heads[0])[scored] / SOFTENED
    out = {"tags": SOFTENED**2 * _divergence(words(mine[0])[scored] / SOFTENED, taught)}
    roles = lesson.heads[0].softmax(-1)
    contents, cues = roles[..., CONTENT].sum(-1), roles[..., CUE].sum(-1)
    to_cue = _pointers(mine[1:3], lesson.heads[1:3], here, contents)
    out["links"] = to_cue + _pointers(mine[3:5], lesson.heads[3:5], here, cues)
    columns = score_columns(tags)
    said, known = grammar.float()[here], lesson.grammar[here]
    out["grammar"] = torch.stack([_divergence(said[:, one], known[:, one]) for one in columns]).sum()
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


def _pointers(mine: Sequence[Tensor], taught: Sequence[Tensor], here: Tensor, role: Tensor) -> Tensor:
    """Compare where pieces point; `role` [batch, length] is how sure the teacher is that they should point at all."""
    rows, columns = ((role > SURE) & here).nonzero(as_tuple=True)
    if not len(rows):
        return torch.zeros(())
    scores = []
    for query, key in (mine, taught):
        found = torch.einsum("bqd,bkd->bqk", query, key)[rows, columns] / query.shape[2] ** 0.5
        scores.append(found.masked_fill(~here[rows], ILLEGAL))
    return _divergence(scores[0], scores[1])
