//go:build tools

// Package tools names what this module is for: Pulumi's Node.js language host, from the last SDK module that contains
// it (later ones, from v3.70 on, do not).
package tools

import _ "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs"
