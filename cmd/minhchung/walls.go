package main

import (
	"fmt"
	"io"

	"minhchung/internal/intake"
	"minhchung/internal/intake/sandbox"
)

// tellWalls says in plain words what stands between the server and the tools that
// read strangers' files, when that is not the strongest there is, and what to do.
func tellWalls(w io.Writer, t intake.Tools) {
	switch sandbox.Kind(t.Sandbox) {
	case sandbox.Bubblewrap:
	case sandbox.Landlock:
		fmt.Fprintln(w, "Công cụ đọc tệp chạy sau tường Landlock, không có mạng và không thấy dữ liệu; bản quét không có bản sao tìm kiếm được, văn bản Word và bảng tính không có bản in. Muốn có: cài bubblewrap và cho phép nó tạo không gian tên.")
		fmt.Fprintln(w, "Files are read behind Landlock's walls: no network, no sight of the data; scans get no searchable copy and office documents no pages. To have them: install bubblewrap and let it make user namespaces.")
	case sandbox.Rlimits:
		fmt.Fprintln(w, "CẢNH BÁO: công cụ đọc tệp chỉ bị giới hạn, không bị cách ly: tệp độc hại có thể đọc dữ liệu và dùng mạng. Hãy cài bubblewrap, hoặc dùng nhân Linux từ 5.13 có bật Landlock.")
		fmt.Fprintln(w, "WARNING: the tools that read files are limited, not confined: a hostile file may read data and use the network. Install bubblewrap, or run Linux 5.13 or later with Landlock switched on.")
	default:
		fmt.Fprintln(w, "CẢNH BÁO: không đọc được tệp nào: thiếu util-linux (prlimit), và bubblewrap lẫn Landlock đều không dùng được.")
		fmt.Fprintln(w, "WARNING: no file can be read: util-linux (prlimit) is missing, and neither bubblewrap nor Landlock works.")
	}
	if t.Why != "" {
		fmt.Fprintf(w, "  %s — docs/operations.md\n", t.Why)
	}
}
