"""Calls are answered one after the other: moto's state is plain dictionaries, and two calls at the same time could see
each other's half-done work, which looks like an error of AWS.
"""

from threading import Lock

from moto.moto_server.werkzeug_app import DomainDispatcherApplication

from .extending import wrapped

LOCK = Lock()


@wrapped(DomainDispatcherApplication, "__call__")
def call(original, self, environ, start_response):
    with LOCK:
        return original(self, environ, start_response)
