"""How answers are written as JSON: in UTF-8, keys in the order they were given, by pydantic's fast writer."""

from __future__ import annotations

from typing import Any

from flask import Response
from flask.json.provider import DefaultJSONProvider
from pydantic_core import to_json


class JsonWriter(DefaultJSONProvider):
    """Writes; reading stays with the standard library, whose errors the interface explains."""

    def dumps(self, obj: Any, **_kwargs: Any) -> str:
        """JSON text.

        Raises:
            PydanticSerializationError: a value that JSON does not know.
        """
        return to_json(obj).decode()

    def response(self, *args: Any, **kwargs: Any) -> Response:
        """What ``jsonify`` answers with."""
        body = to_json(self._prepare_response_obj(args, kwargs))
        return Response(body, content_type=self.mimetype)
