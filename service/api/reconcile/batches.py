"""What clients send: batches of queries, and questions for facts. Bounded, and refused with a reason."""

from __future__ import annotations

from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StrictBool, TypeAdapter, ValidationError, model_validator

from registry.organizer import Kind
from service.api.problem import Problem
from service.api.reconcile.manifest import BATCH, FACTS
from service.api.request import Plain

MAX_NAME = 1000
MOST_CANDIDATES = 20
MOST_IDS = 500
"""Organizers whose facts are asked for at once."""

Word = Annotated[Plain, Field(max_length=MAX_NAME)]


class Entity(BaseModel):
    """A value that was reconciled itself."""

    id: Word
    name: Word = ""


Value = Word | StrictBool | int | float | Entity


class Hint(BaseModel):
    """A property of the row, ``pid`` with one value or several."""

    pid: Word
    v: Value | Annotated[list[Value], Field(max_length=10)]

    def words(self) -> str:
        """The first value as text; of an entity its id."""
        value = self.v[0] if isinstance(self.v, list) and self.v else self.v
        if isinstance(value, list):
            return ""
        return (value.id if isinstance(value, Entity) else str(value)).strip()


class Query(BaseModel):
    """One row: a name, or properties, or both."""

    model_config = ConfigDict(extra="ignore")

    query: Word = ""
    type: Kind | Annotated[list[Kind], Field(max_length=len(Kind))] | None = None
    limit: Annotated[float, Field(gt=0, le=1e6)] = 5
    properties: list[Hint] = Field(default_factory=list, max_length=10)
    type_strict: Literal["any", "should", "all"] | None = None

    @model_validator(mode="after")
    def _asks_something(self) -> Query:
        if not self.query.strip() and not self.properties:
            raise ValueError("give a query or properties")
        return self

    @property
    def kinds(self) -> frozenset[Kind]:
        """The kinds asked for; empty means any."""
        if self.type is None:
            return frozenset()
        return frozenset(self.type if isinstance(self.type, list) else [self.type])

    @property
    def most(self) -> int:
        """How many candidates are wanted."""
        return max(1, min(int(self.limit), MOST_CANDIDATES))

    def hint(self, pid: str) -> str:
        """The value given for a property, empty when there is none."""
        return next((it.words() for it in self.properties if it.pid == pid), "")


class Fact(BaseModel):
    """A property whose values are wanted."""

    id: Literal[tuple(FACTS)]  # type: ignore[valid-type]


class Extension(BaseModel):
    """Whose facts are wanted, and which."""

    ids: list[Word] = Field(max_length=MOST_IDS)
    properties: list[Fact] = Field(max_length=len(FACTS))


_QUERIES = TypeAdapter(dict[Annotated[str, Field(max_length=200)], Query])
_EXTENSION = TypeAdapter(Extension)
T = TypeVar("T")


def read_queries(text: str) -> dict[str, Query]:
    """The batch in a form field.

    Raises:
        Problem: 400 no JSON, 413 more than ``BATCH`` queries.
        ValidationError: some query has another shape.
    """
    queries = _read(_QUERIES, text)
    if len(queries) > BATCH:
        raise Problem(413, "batch-too-large", "Batch too large", f"Send at most {BATCH} queries at once.")
    return queries


def read_extension(text: str) -> Extension:
    """The question for facts in a form field; raises as ``read_queries`` does."""
    return _read(_EXTENSION, text)


def _read(shape: TypeAdapter[T], text: str) -> T:
    try:
        return shape.validate_json(text)
    except ValidationError as error:
        if any(it["type"] == "json_invalid" for it in error.errors(include_url=False, include_input=False)):
            raise Problem(400, "not-json", "Not JSON", "The field must hold a JSON object.") from None
        raise
