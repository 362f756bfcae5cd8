//go:build tools

// Package tools names what this module is for: the Pulumi CLI, in the versions that go.mod and go.sum pin.
package tools

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
