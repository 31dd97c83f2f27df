//! As little of an HTTP client as a measurement needs: one kept connection.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::Failure;

pub(crate) struct Client {
    stream: TcpStream,
    bytes: Vec<u8>,
}

impl Client {
    pub(crate) async fn connect(address: SocketAddr) -> Result<Self, Failure> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            bytes: Vec::new(),
        })
    }

    /// The index that the answer carries, if any.
    pub(crate) async fn ask(
        &mut self,
        method: &str,
        path: &str,
        body: &str,
    ) -> Result<u64, Failure> {
        let length = body.len();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: x\r\ncontent-length: {length}\r\n\r\n{body}"
        );
        self.stream.write_all(request.as_bytes()).await?;
        self.bytes.clear();
        let end = loop {
            if let Some(end) = self.bytes.windows(4).position(|four| four == b"\r\n\r\n") {
                break end + 4;
            }
            self.more().await?;
        };
        let head = String::from_utf8_lossy(self.bytes.get(..end).unwrap_or_default()).into_owned();
        if !head.starts_with("HTTP/1.1 200") {
            return Err(format!("{method} {path}: {head}").into());
        }
        let header = |name: &str| {
            let line = head.lines().find(|line| line.starts_with(name));
            line.and_then(|line| line.split(": ").nth(1)?.parse::<u64>().ok())
        };
        let length = usize::try_from(header("content-length").unwrap_or(0))?;
        while self.bytes.len() < end + length {
            self.more().await?;
        }
        Ok(header("x-consul-index").unwrap_or(0))
    }

    async fn more(&mut self) -> Result<(), Failure> {
        if self.stream.read_buf(&mut self.bytes).await? == 0 {
            return Err("the server hung up".into());
        }
        Ok(())
    }
}
