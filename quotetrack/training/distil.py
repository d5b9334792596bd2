"""The recipe of a pupil: a network learns from people's annotation and from what others, its teachers, say.

``python -m quotetrack.training distil --teacher DIR --train T.jsonl --texts MORE.jsonl --out DIR`` writes a model
directory whose network has half of the layers and two thirds of the width: the fast model. It begins as a part of its
teacher (Samragh et al. 2023, weight subcloning); for each window it learns the teacher's tag scores, pointers, grammar
and layers' states (Hinton et al. 2015; Jiao et al. 2020, TinyBERT), and people's annotation where there is one. What it
sees of a window has other names in it, and less around it (`distil_views`); short texts in rarer forms are made for it
(`attribution_frames`). With ``--like-teacher`` the pupil is as
large as its first teacher and begins as it is (Furlanello et al. 2018, born-again networks).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import torch
from attrs import evolve, frozen
from tokenizers import Tokenizer

from quotetrack.errors import InputError, MissingFileError
from quotetrack.training.attribution_augment import augment
from quotetrack.training.attribution_data import (
    Batch,
    Example,
    Group,
    groups,
    is_held_out,
    label,
    pack,
    read_tokenizer,
    read_training,
)
from quotetrack.training.attribution_export import (
    TOKENIZER,
    Precision,
    read_grammar,
    read_shape,
    read_weights,
    write_model,
)
from quotetrack.training.attribution_frames import Sayings, frames
from quotetrack.training.attribution_shape import Shape
from quotetrack.training.checkpoints import CHECKPOINT, SAVE_EVERY, restore, save
from quotetrack.training.distil_network import LINKS, Lesson, Pupil, Teacher, counterparts, losses
from quotetrack.training.distil_views import Renamer, view

FAST = Shape(layers=3, width=256, heads=4, inner=768, link=64)
STRIDE = 224  # pieces: a network of three layers needs less of what stands around a word
# weights of the losses: in articles that people annotated, in other texts, and in made ones, which teachers misread
ANNOTATED = {"tags": 1.0, "links": LINKS, "grammar": 0.3, "states": 0.5, "gold": 0.5}
OTHER = {name: weight for name, weight in ANNOTATED.items() if name != "gold"}
MADE = {"grammar": 0.3, "gold": 1.0}
MADE_SHARE = 0.5  # made texts for each article
RATE, LIKE_TEACHER_RATE = 8e-4, 1e-4  # of a pupil that has all to learn, and of one that has to stay what it is
WARM_UP, DECAY, CLIP = 300, 0.01, 1.0
ROUND_FROM = 0.6  # of the budget: from here on the pupil sees the rounding of int8 inference
AVERAGE = 0.998  # decay of the averaged weights, every step


@frozen
class Settings:
    """Is everything that decides a run's result, besides the texts and the teacher."""

    seed: int = 0
    minutes: float = 80.0
    batch: int = 8
    shape: Shape = FAST
    rate: float = RATE


class Run:
    """Is a run's changing state: the pupil, its averaged weights, the optimiser, and how far it has come."""

    def __init__(self, settings: Settings, pupil: Pupil, tags: int) -> None:
        self.settings, self.pupil, self.tags = settings, pupil, tags
        self.average = {name: tensor.detach().clone() for name, tensor in pupil.named_parameters()}
        self.optimiser = torch.optim.AdamW(pupil.parameters(), lr=settings.rate, weight_decay=DECAY, fused=True)
        self.step = self.epoch = 0
        self.spent = 0.0

    @property
    def progress(self) -> float:
        """Return how much of the time is used, from 0 to 1."""
        return min(1.0, self.spent / (60 * self.settings.minutes))

    def learn(self, batch: Batch, lesson: Lesson, weights: Mapping[str, float]) -> dict[str, float]:
        """Take one optimiser step on the losses that have a weight, and return them by name."""
        self.pupil.train()
        self.pupil.network.round_activations(switched_on=self.progress >= ROUND_FROM)
        for group in self.optimiser.param_groups:
            group["lr"] = self.settings.rate * min(1.0, (self.step + 1) / WARM_UP) * (1.0 - self.progress)
        parts = losses(self.pupil, batch, lesson, self.tags, annotated="gold" in weights)
        parts = {name: part for name, part in parts.items() if name in weights}
        torch.stack([weights[name] * part for name, part in parts.items()]).sum().backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.pupil.parameters(), CLIP)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        self.step += 1
        keep = min(AVERAGE, self.step / (self.step + 10))
        with torch.no_grad():
            for name, parameter in self.pupil.named_parameters():
                self.average[name].lerp_(parameter, 1.0 - keep)
        return {name: float(part.detach()) for name, part in parts.items()}

    def save(self, path: Path) -> None:
        """Write all state."""
        state = {
            "pupil": self.pupil.state_dict(),
            "average": self.average,
            "optimiser": self.optimiser.state_dict(),
            "counts": (self.step, self.epoch, self.spent),
        }
        save(path, state)

    def take(self, state: dict[str, Any]) -> None:
        """Go on from what `save` wrote."""
        self.pupil.load_state_dict(state["pupil"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.average = state["average"]
        self.step, self.epoch, self.spent = state["counts"]

    def averaged(self) -> Pupil:
        """Put the averaged weights into the pupil and return it: the end of a run."""
        self.pupil.load_state_dict(self.average, strict=False)
        return self.pupil.eval()


def train(
    run: Run,
    teacher: Teacher,
    tokenizer: Tokenizer,
    *,
    out: Path,
    examples: Sequence[Example],
    others: Sequence[Example],
) -> None:
    """Train until the time is used, saving as it goes; each epoch shows new versions and windows of all texts."""
    saved = time.monotonic()
    rename, sayings = Renamer.of(tokenizer), Sayings.of(examples)
    while run.progress < 1.0:
        rng = random.Random(f"{run.settings.seed} {run.epoch}")
        made = list(frames(sayings, rng, round(MADE_SHARE * len(examples)))) if sayings else []
        todo = [
            (group, weights)
            for texts, weights in ((examples, ANNOTATED), (others, OTHER), (made, MADE))
            for group in groups((label(augment(e, rng), tokenizer) for e in texts), rng, size=run.settings.batch)
        ]
        rng.shuffle(todo)
        sums: dict[str, float] = {}
        began = time.monotonic()
        for group, weights, lesson in taught(teacher, todo):
            seen, lesson = view(group, lesson, run.tags, rename, rng)
            batch = pack(seen)
            if not batch.scored.any():  # windows too short to score any of their words teach nothing
                continue
            for name, loss in run.learn(batch, lesson, weights).items():
                sums[name] = 0.99 * sums.get(name, loss) + 0.01 * loss
            run.spent += time.monotonic() - began
            began = time.monotonic()
            if run.progress >= 1.0:
                break
            if time.monotonic() - saved > SAVE_EVERY:
                run.save(out / CHECKPOINT)
                saved = time.monotonic()
                _show(run, sums)
        run.epoch += 1
        run.save(out / CHECKPOINT)
        row = {"epoch": run.epoch, "step": run.step, "seconds": round(run.spent)}
        with (out / "log.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps({**row, **{name: round(loss, 4) for name, loss in sums.items()}}) + "\n")


def taught(
    teacher: Teacher, todo: Sequence[tuple[Group, Mapping[str, float]]]
) -> Iterator[tuple[Group, Mapping[str, float], Lesson]]:
    """Yield windows with their lessons; the teacher reads the next ones while the pupil learns from these."""
    with ThreadPoolExecutor(1) as reader:
        coming = [reader.submit(teacher.teach, pack(group)) for group, _ in todo[:1]]
        for number, (group, weights) in enumerate(todo):
            lesson = coming.pop().result()
            coming += [reader.submit(teacher.teach, pack(after)) for after, _ in todo[number + 1 : number + 2]]
            yield group, weights, lesson


def _show(run: Run, sums: dict[str, float]) -> None:
    if sys.stderr.isatty():
        parts = "  ".join(f"{name} {loss:.3f}" for name, loss in sums.items())
        print(f"\rstep {run.step}  {run.progress:4.0%}  {parts}", end="", file=sys.stderr, flush=True)


def read_texts(path: Path) -> list[Example]:
    """Read texts that nobody annotated: JSON lines with ``id`` and ``text``.

    Raises:
        MissingFileError: there is no such file.
        InputError: a line is something else.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError as error:
        raise MissingFileError(f"{path}: no such file") from error
    out = []
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line) if line.strip() else None
            out += [] if row is None else [Example(str(row["id"]), str(row["text"]), ())]
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f'{path}, line {number}: expected {{"id": …, "text": …}} ({error})') from error
    return out


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m quotetrack.training distil", description=__doc__)
    parser.add_argument(
        "--teacher",
        type=Path,
        nargs="+",
        required=True,
        help="model directories; the mean of what they say is taught, and the first one's grammar",
    )
    parser.add_argument("--train", type=Path, nargs="+", required=True, help="annotated articles: JSONL or brat folder")
    parser.add_argument("--texts", type=Path, nargs="*", default=[], help='other texts, JSON lines: {"id", "text"}')
    parser.add_argument("--names", type=Path, help="JSONL of names in the training articles, for augmentation")
    parser.add_argument("--out", type=Path, required=True, help="the model directory to write")
    parser.add_argument("--minutes", type=float, default=Settings().minutes, help="training time (%(default)s)")
    parser.add_argument("--like-teacher", action="store_true", help="a pupil of its first teacher's size and beginning")
    parser.add_argument("--layers", type=int, default=FAST.layers)
    parser.add_argument("--width", type=int, default=FAST.width, help="a multiple of 64 (%(default)s)")
    parser.add_argument("--inner", type=int, default=FAST.inner)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--hold-out", action="store_true", help="keep one article in 20 for calibration")
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint in --out")
    return parser


def main(arguments: Sequence[str]) -> int:
    """Run the recipe."""
    given = _arguments().parse_args(arguments)
    torch.set_num_threads(given.threads)
    torch.manual_seed(given.seed)
    first = given.teacher[0]
    weights = {name: torch.tensor(array) for name, array in read_weights(first).items()}
    own, heads = read_grammar(first)
    weights |= {name: torch.tensor(array) for name, array in own.items()}
    whole = read_shape(first, weights)
    if given.width % 64 or not 0 < given.width <= whole.width:
        raise InputError(f"--width must be a multiple of 64, {whole.width} at most, got {given.width}")
    shape = evolve(FAST, layers=given.layers, width=given.width, inner=given.inner, heads=given.width // 64)
    if given.like_teacher:
        shape = whole
    examples = read_training(given.train, names=given.names)
    if given.hold_out:
        examples = [e for e in examples if not is_held_out(e.id)]
    others = [text for path in given.texts for text in read_texts(path)]
    tokenizer = read_tokenizer(first / TOKENIZER)
    rate = LIKE_TEACHER_RATE if given.like_teacher else RATE
    run = Run(
        Settings(given.seed, given.minutes, shape=shape, rate=rate), Pupil(shape, weights, heads), len(heads.tags)
    )
    given.out.mkdir(parents=True, exist_ok=True)
    if given.resume:
        restore(given.out / CHECKPOINT, run.take)
    layers = [] if given.like_teacher else counterparts(shape.layers, whole.layers)
    train(run, Teacher(given.teacher, layers), tokenizer, out=given.out, examples=examples, others=others)
    pupil = run.averaged()
    write_model(
        pupil.weights(),
        shape,
        given.out,
        tokenizer=first / TOKENIZER,
        name=given.out.name,
        precision=Precision() if given.like_teacher else Precision(heads="int8"),
        grammar=evolve(heads, layers=pupil.reads),
        stride=None if given.like_teacher else STRIDE,
        facts={"trained on": len(examples), "other texts": len(others), "seed": given.seed, "steps": run.step},
    )
    return 0
