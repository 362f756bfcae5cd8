"""Lambda functions: settings that moto forgets or does not change. They are not run."""

from moto.awslambda.models import LambdaBackend, LambdaFunction

from .extending import wrapped

# What AWS answers for a function that logs JSON and says nothing of levels.
JSON_LEVELS = {"ApplicationLogLevel": "INFO", "SystemLogLevel": "INFO"}


@wrapped(LambdaFunction, "__init__")
def init(original, self, account_id, spec, region, version=1):
    original(self, account_id, spec, region, version)
    log_to(self, spec.get("LoggingConfig"))


def log_to(function, config):
    function.logging_config = config or {}
    function.logs_group_name = function.logging_config.get("LogGroup", f"/aws/lambda/{function.function_name}")


@wrapped(LambdaFunction)
def get_configuration(original, self, on_create=False):
    given = self.logging_config
    logging = {"LogFormat": "Text", "LogGroup": self.logs_group_name, **given}
    levels = JSON_LEVELS if logging["LogFormat"] == "JSON" else {}
    return {**original(self, on_create), "LoggingConfig": {**levels, **logging}}


@wrapped(LambdaFunction)
def update_configuration(original, self, config_updates):
    original(self, config_updates)
    log_to(self, config_updates.get("LoggingConfig") or self.logging_config)
    self.tracing_config = config_updates.get("TracingConfig") or self.tracing_config
    return self.get_configuration()


@wrapped(LambdaBackend)
def put_function_event_invoke_config(original, self, function_name, config):
    # moto would go on to answer the first one.
    self.get_function(function_name).event_invoke_config.clear()
    return original(self, function_name, config)


@wrapped(LambdaFunction)
def _invoke_lambda(_original, _self, event=None):
    # It would take Docker. A function that fails leaves messages in its queue, for the tests that run it themselves.
    return "", True, ""
