"""AMIs: those of PRIVATELINK_IMAGES are there from the start, each in its Region only; copies are their own image.

PRIVATELINK_IMAGES is JSON such as {"us-east-1": [{"id": "ami-0abc", "architecture": "arm64"}]}.
"""

import json
from os import environ

from moto.ec2.models.amis import Ami, AmiBackend

from .extending import wrapped

IMAGES = json.loads(environ.get("PRIVATELINK_IMAGES", "{}"))


@wrapped(AmiBackend, "__init__")
def initialise(original, self):
    original(self)
    for image in IMAGES.get(self.region_name, []):
        self.amis[image["id"]] = Ami(
            self,
            image["id"],
            name=f"image-{image['id']}",
            description="",
            architecture=image["architecture"],
            image_location=f"amazon/image-{image['id']}",
            public=True,
            root_device_name="/dev/xvda",
            root_device_type="ebs",
            virtualization_type="hvm",
            hypervisor="xen",
            region_name=f"{self.region_name}a",
        )


@wrapped(AmiBackend)
def copy_image(original, self, source_image_id, source_region, name=None, description=None):
    image = original(self, source_image_id, source_region, name, description)
    image.description = description or ""
    return image
