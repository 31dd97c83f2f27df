//! An HTTP server that answers what a test tells it to, also what no server should.

use std::fmt::Display;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio::time::sleep;

/// A request as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub method: String,
    /// Path and parameters, still encoded.
    pub target: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Asked {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

#[derive(Clone, Debug)]
pub enum Reply {
    Answer {
        status: u16,
        headers: Vec<(&'static str, String)>,
        body: Vec<u8>,
    },
    /// Bytes as they are, then the end of the connection.
    Raw(Vec<u8>),
    /// The connection is reset with nothing said.
    Reset,
    /// Nothing ever comes.
    Hang,
    /// An answer that never ends.
    Endless,
    /// An answer whose body arrives one byte at a time.
    Slow {
        body: Vec<u8>,
        every: Duration,
    },
    After(Duration, Box<Reply>),
}

impl Reply {
    pub fn json(status: u16, body: &str) -> Self {
        Self::Answer {
            status,
            headers: vec![("Content-Type", "application/json".to_owned())],
            body: body.as_bytes().to_vec(),
        }
    }

    /// As Consul answers a read.
    pub fn read(index: u64, body: &str) -> Self {
        Self::json(200, body)
            .header("X-Consul-Index", index)
            .header("X-Consul-KnownLeader", true)
            .header("X-Consul-LastContact", 0)
    }

    #[must_use]
    pub fn status(mut self, code: u16) -> Self {
        if let Self::Answer { status, .. } = &mut self {
            *status = code;
        }
        self
    }

    /// Instead of one of the same name that is there already.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl Display) -> Self {
        if let Self::Answer { headers, .. } = &mut self {
            headers.retain(|(known, _)| *known != name);
            headers.push((name, value.to_string()));
        }
        self
    }
}

type Script = dyn Fn(usize, &Asked) -> Reply + Send + Sync;

#[derive(Debug)]
pub struct ScriptedServer {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
    task: JoinHandle<()>,
}

impl ScriptedServer {
    /// Answers each request with what the script makes of its number and of itself.
    ///
    /// # Errors
    ///
    /// When no port can be had.
    pub async fn start(
        script: impl Fn(usize, &Asked) -> Reply + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let asked = Arc::new(Mutex::new(Vec::new()));
        let script: Arc<Script> = Arc::new(script);
        let known = Arc::clone(&asked);
        let task = tokio::spawn(async move {
            let mut connections = tokio::task::JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let _ = stream.set_nodelay(true);
                let (script, known) = (Arc::clone(&script), Arc::clone(&known));
                connections.spawn(async move {
                    // A client that goes is no failure here.
                    let _ = serve(stream, &*script, &known).await;
                });
            }
        });
        Ok(Self {
            address,
            asked,
            task,
        })
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Everything that was asked so far.
    pub fn asked(&self) -> Vec<Asked> {
        lock(&self.asked).clone()
    }
}

impl Drop for ScriptedServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn lock<T>(value: &Mutex<T>) -> MutexGuard<'_, T> {
    value.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn serve(
    mut stream: TcpStream,
    script: &Script,
    known: &Mutex<Vec<Asked>>,
) -> io::Result<()> {
    let mut buffer = Vec::new();
    while let Some(asked) = request(&mut stream, &mut buffer).await? {
        let mut reply = {
            let mut known = lock(known);
            let number = known.len();
            known.push(asked.clone());
            script(number, &asked)
        };
        while let Reply::After(delay, next) = reply {
            sleep(delay).await;
            reply = *next;
        }
        match reply {
            Reply::Answer {
                status,
                headers,
                body,
            } => stream.write_all(&answer(status, &headers, &body)).await?,
            Reply::Raw(bytes) => return stream.write_all(&bytes).await,
            Reply::Reset => return stream.set_zero_linger(),
            Reply::Hang | Reply::After(..) => return std::future::pending().await,
            Reply::Endless => {
                let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
                stream.write_all(head.as_bytes()).await?;
                let chunk = format!("400\r\n{}\r\n", " ".repeat(1_024));
                loop {
                    stream.write_all(chunk.as_bytes()).await?;
                }
            }
            Reply::Slow { body, every } => {
                let whole = answer(200, &[], &body);
                let head = whole.len() - body.len();
                stream.write_all(&whole[..head]).await?;
                for byte in body {
                    stream.write_all(&[byte]).await?;
                    sleep(every).await;
                }
            }
        }
    }
    Ok(())
}

fn answer(status: u16, headers: &[(&str, String)], body: &[u8]) -> Vec<u8> {
    let mut text = format!("HTTP/1.1 {status} Scripted\r\n");
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    text.push_str(&format!("Content-Length: {}\r\n\r\n", body.len()));
    [text.as_bytes(), body].concat()
}

/// The next request of a connection; nothing when it ended.
async fn request(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> io::Result<Option<Asked>> {
    let head = loop {
        if let Some(end) = find(buffer, b"\r\n\r\n") {
            break buffer.drain(..end + 4).collect::<Vec<u8>>();
        }
        if stream.read_buf(buffer).await? == 0 {
            return Ok(None);
        }
    };
    let head = String::from_utf8_lossy(&head).into_owned();
    let mut lines = head.lines();
    let mut first = lines.next().unwrap_or_default().split(' ');
    let mut word = || first.next().unwrap_or_default().to_owned();
    let mut asked = Asked {
        method: word(),
        target: word(),
        headers: lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
            .collect(),
        body: Vec::new(),
    };
    let length = asked
        .header("content-length")
        .and_then(|length| length.parse().ok())
        .unwrap_or(0);
    while buffer.len() < length {
        if stream.read_buf(buffer).await? == 0 {
            return Ok(None);
        }
    }
    asked.body = buffer.drain(..length).collect();
    Ok(Some(asked))
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|part| part == what)
}
