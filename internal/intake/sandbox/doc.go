// Package sandbox runs a tool on a stranger's file behind walls: the tool gets the
// bytes on its standard input, answers on its standard output, and can do nothing
// else. It is for poppler, tesseract and our own parser child.
//
// It is not a container runtime and knows nothing of documents: what an answer
// means is decided by the packages that call the tools.
//
// There are three ways, tried for real when the package is opened; Kind says which
// one it became, and Why what the stronger ones lacked.
//
// Bubblewrap: no network, no other processes in sight, no /proc, a file system of the
// system's libraries and fonts only, all of it read-only, no capabilities, and, when
// the server runs as root, a user id of its own for each call.
//
// Landlock, where name spaces are forbidden: the program that runs is started anew as
// a launcher (Helper), shuts itself behind Landlock and a list of system calls, and
// becomes the tool: package confine. The walls are the same; two differences remain.
// A tool can ask whether a path exists and how large the file is (never what is in
// it), and there is no folder in memory (Command.Scratch). On the other hand a tool
// starts no process at all, and no program but itself.
//
// Rlimits, the last resort: limits on memory, CPU, files and processes, a process
// group of its own, an empty environment and an empty folder to stand in; it stops
// bombs and loops, and does not stop a tool that an attacker controls from reading
// files or opening sockets.
//
// All of them forbid writing: RLIMIT_FSIZE is 0, so not one byte lands in a file. One
// call alone asks for more: tesseract makes a PDF with a file in between, and gets
// a small folder in memory (Command.Scratch), behind bubblewrap or not at all.
//
// A tool dies with its server. One gap remains in the strong way: where bubblewrap may
// not be the first process of a name space (a profile that permits them to bubblewrap
// alone), a server that is killed in the milliseconds in which bubblewrap starts
// leaves a sleeping process behind, without a tool in it. See nest.
package sandbox
