package web

import (
	"io"
	"net"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// What is still done for a client whose body nobody wanted: up to drainMost bytes
// are read so that the connection stays usable; past that the answer goes out and
// the rest is thrown away for lingerTime at most, so that a browser that is still
// sending gets the reason instead of a broken connection.
const (
	drainMost  = 1 << 20
	lingerMost = 1 << 30
	lingerTime = 20 * time.Second
)

// bodyTime is how long a body may take: 4 KB a second, the worst of lines, and at
// most what an upload may take at all.
func bodyTime(length int) time.Duration {
	const slowest = 4 << 10
	return min(headerTimeout+time.Duration(length/slowest)*time.Second, uploadTimeout)
}

// leftover takes care of what a handler did not read of a body. The library would
// read it as the next request of the connection: behind a proxy that is a way to
// put words into another person's mouth.
func (s *Server) leftover(c *fiber.Ctx) error {
	err := c.Next()
	req := c.Request()
	body := c.Context().RequestBodyStream()
	if body == nil {
		return err
	}
	if req.Header.ContentLength() >= 0 { // else in chunks: where they end is not known to whom did not read them
		most := int64(drainMost)
		if req.Header.ConnectionClose() { // then the library hangs up right after the answer
			most = lingerMost
		}
		if _, rest := io.CopyN(io.Discard, body, most); rest == io.EOF { //nolint:errorlint // CopyN passes it on as it is
			return err
		}
	}
	// "Close", not "close": the library would end the connection before the rest
	// was read, and a reset takes the answer away from who is still sending.
	c.Set(fiber.HeaderConnection, "Close")
	c.Context().Hijack(linger)
	return err
}

// linger ends a connection in order: no more is sent, what still comes is read and
// dropped, then it is closed.
func linger(c net.Conn) {
	_ = c.SetReadDeadline(time.Now().Add(lingerTime))
	if h, ok := c.(interface{ UnsafeConn() net.Conn }); ok {
		if tcp, ok := h.UnsafeConn().(*net.TCPConn); ok {
			_ = tcp.CloseWrite()
		}
	}
	_, _ = io.CopyN(io.Discard, c, lingerMost)
}

// patience gives a body the time that its length needs.
func patience(h *fasthttp.RequestHeader) fasthttp.RequestConfig {
	return fasthttp.RequestConfig{ReadTimeout: bodyTime(max(h.ContentLength(), 0))}
}
