//! As much HTTP/1.1 as measuring and soaking need, over one connection on loopback.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

const PATIENCE: Duration = Duration::from_secs(15);

pub(crate) struct Client {
    address: SocketAddr,
    reader: BufReader<TcpStream>,
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

impl Client {
    pub(crate) fn connect(address: SocketAddr) -> Result<Self> {
        Self::patient(address, PATIENCE)
    }

    /// For answers that take longer.
    pub(crate) fn patient(address: SocketAddr, patience: Duration) -> Result<Self> {
        let stream = TcpStream::connect(address).context("could not connect")?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(patience))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        Ok(Self {
            address,
            reader: BufReader::new(stream),
        })
    }

    /// What a browser would call this server.
    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn get(&mut self, path: &str) -> Result<Answer> {
        self.request("GET", path, &[], b"")
    }

    pub(crate) fn request(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Result<Answer> {
        let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\n", self.address);
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if !body.is_empty() || method == "POST" {
            head.push_str(&format!("Content-Length: {}\r\n", body.len()));
        }
        head.push_str("\r\n");
        // One write: two would wait for each other.
        let whole = [head.as_bytes(), body].concat();
        self.send(&whole)?;
        self.answer(method == "HEAD")
    }

    /// Bytes as they are.
    pub(crate) fn send(&mut self, bytes: &[u8]) -> Result<()> {
        Ok(self.reader.get_mut().write_all(bytes)?)
    }

    /// Says that nothing more will be sent.
    pub(crate) fn finish(&self) {
        let _ = self.reader.get_ref().shutdown(Shutdown::Write);
    }

    pub(crate) fn answer(&mut self, without_body: bool) -> Result<Answer> {
        let status = self.line()?;
        let status: u16 = status
            .split(' ')
            .nth(1)
            .and_then(|code| code.parse().ok())
            .with_context(|| format!("no status in {status:?}"))?;
        let mut headers = Vec::new();
        loop {
            let line = self.line()?;
            if line.is_empty() {
                break;
            }
            let (name, value) = line.split_once(':').context("a header without a colon")?;
            headers.push((name.to_owned(), value.trim().to_owned()));
        }
        let mut answer = Answer {
            status,
            headers,
            body: Vec::new(),
        };
        if without_body || matches!(status, 100..200 | 204 | 304) {
            return Ok(answer);
        }
        answer.body = match answer.header("content-length") {
            Some(length) => {
                let mut body = vec![0; length.parse().context("content-length")?];
                self.reader.read_exact(&mut body)?;
                body
            }
            None => self.chunks()?,
        };
        Ok(answer)
    }

    /// The next line of an endless body (an event stream); nothing when the body ended.
    pub(crate) fn stream_line(&mut self) -> Result<Option<String>> {
        let mut line = Vec::new();
        let count = self.reader.read_until(b'\n', &mut line)?;
        Ok((count > 0).then(|| String::from_utf8_lossy(&line).trim_end().to_owned()))
    }

    /// Asks for a stream and reads only the head of the answer.
    pub(crate) fn open_stream(&mut self, path: &str) -> Result<u16> {
        let address = self.address;
        self.send(
            format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nAccept: text/event-stream\r\n\r\n")
                .as_bytes(),
        )?;
        Ok(self.answer(true)?.status)
    }

    fn chunks(&mut self) -> Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let size = self.line()?;
            let size = usize::from_str_radix(size.split(';').next().unwrap_or(&size), 16)
                .with_context(|| format!("no chunk size in {size:?}"))?;
            let start = body.len();
            body.resize(start + size, 0);
            self.reader.read_exact(&mut body[start..])?;
            self.line()?;
            if size == 0 {
                return Ok(body);
            }
        }
    }

    fn line(&mut self) -> Result<String> {
        let mut line = Vec::new();
        if self.reader.read_until(b'\n', &mut line)? == 0 {
            bail!("the server closed the connection");
        }
        Ok(String::from_utf8_lossy(&line).trim_end().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;
    use std::thread;

    use super::*;

    #[test]
    fn both_kinds_of_body_are_read() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let server = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut asked = [0; 1024];
            for answer in [
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nplain",
                "HTTP/1.1 404 No\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nchu\r\n4\r\nnked\r\n0\r\n\r\n",
            ] {
                assert!(stream.read(&mut asked).unwrap() > 0);
                stream.write_all(answer.as_bytes()).unwrap();
            }
        });
        let mut client = Client::connect(address).unwrap();
        let first = client.get("/").unwrap();
        assert_eq!(
            (first.status, first.body.as_slice()),
            (200, b"plain".as_slice())
        );
        let second = client.get("/").unwrap();
        assert_eq!(
            (second.status, second.body.as_slice()),
            (404, b"chunked".as_slice())
        );
        server.join().unwrap();
    }
}
