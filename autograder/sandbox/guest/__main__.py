"""A plain box: ``python -m autograder.sandbox.guest PORT SPEC``."""

import json
import os
import socket
import sys

from autograder.sandbox.box import BoxSpec
from autograder.sandbox.guest.serve import serve
from autograder.sandbox.wire import Channel

if __name__ == "__main__":
    connection = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
    Channel(connection).send(os.environ.pop("AUTOGRADER_BOX_TOKEN"))
    serve(connection, BoxSpec.from_json(json.loads(sys.argv[2])))
