// Command grounded is a qualitative coding toolkit over plain text files.
package main

import (
	"os"

	"grounded/cmd"
)

func main() { os.Exit(cmd.Main()) }
