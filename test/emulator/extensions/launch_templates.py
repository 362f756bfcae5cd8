"""Launch templates: two answers of moto that differ from AWS's."""

from moto.core.types import Base64EncodedString
from moto.ec2.models.launch_templates import LaunchTemplate
from moto.ec2.responses import EC2Response
from moto.ec2.utils import parse_user_data

from .extending import wrapped


@wrapped(LaunchTemplate)
def create_version(original, self, data, description):
    # moto encodes the user data of a template's first version only, and would answer later ones in plain text.
    user_data = data.get("UserData")
    if user_data is not None and not isinstance(user_data, Base64EncodedString):
        data["UserData"] = parse_user_data(user_data)
    return original(self, data, description)


@wrapped(EC2Response)
def create_launch_template(original, self):
    result = original(self)
    template = self.ec2_backend.get_launch_template(result.result["LaunchTemplate"]["LaunchTemplateId"])
    # The tags of the template itself are no part of what it launches.
    data = template.versions[0].data
    tags = [t for t in data.pop("TagSpecifications", []) if t.get("ResourceType") != "launch-template"]
    if tags:
        data["TagSpecifications"] = tags
    return result
