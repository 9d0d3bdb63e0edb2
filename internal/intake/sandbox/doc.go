// Package sandbox runs a tool on a stranger's file behind walls: the tool gets the
// bytes on its standard input, answers on its standard output, and can do nothing
// else. It is for poppler, tesseract and our own parser child.
//
// It is not a container runtime and knows nothing of documents: what an answer
// means is decided by the packages that call the tools.
//
// The strong way is bubblewrap: no network, no other processes in sight, no /proc,
// a file system of the system's libraries and fonts only, all of it read-only, no
// capabilities, and, when the server runs as root, a user id of its own for each
// call. Where bubblewrap cannot run, the weaker way remains: limits on memory, CPU,
// files and processes, a process group of its own, an empty environment and an
// empty folder to stand in; it stops bombs and loops, and does not stop a tool that
// an attacker controls from reading files or opening sockets. Kind says which.
//
// Both ways forbid writing: RLIMIT_FSIZE is 0, so not one byte lands in a file. One
// call alone asks for more: tesseract makes a PDF with a file in between, and gets
// a small folder in memory (Command.Scratch), behind bubblewrap or not at all.
package sandbox
