//! Every setting: one struct a concern, with the words of the reference.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::LazyLock;

use engine::documents::Layout;

use super::kind::Kind;
use super::kinds::{
    AgentPlace, AgentTokens, Attempts, ByteSize, Calls, Connections, ConsulServer, DatacenterName,
    FollowedNodes, HostName, LogFormat, Port, Prefix, PublicUrl, Replay, Secret, Streams, TimeSpan,
    Wait, Waiting,
};
use super::log_filter::LogFilter;
use super::problem::Places;
use super::reader::Reader;

/// What the reference says about a setting.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) section: &'static str,
    pub(super) section_doc: &'static str,
    pub(super) name: &'static str,
    /// `section.name`
    pub(super) path: &'static str,
    pub(super) doc: String,
    pub(super) kind: &'static str,
    pub(super) default: Option<String>,
    pub(super) secret: bool,
}

macro_rules! sections {
    ($(
        #[doc = $section_doc:literal]
        $section:ident: $Section:ident {
            $( $(#[doc = $doc:literal])+ $name:ident: $Kind:ty = $default:expr, )+
        }
    )+) => {
        $(
            #[doc = $section_doc]
            #[derive(Clone, Debug)]
            pub(crate) struct $Section {
                $( $(#[doc = $doc])+ pub(crate) $name: $Kind, )+
            }

            impl Default for $Section {
                fn default() -> Self {
                    Self { $( $name: $default, )+ }
                }
            }
        )+

        /// All settings.
        #[derive(Clone, Debug, Default)]
        pub(crate) struct Config {
            $( pub(crate) $section: $Section, )+
            /// From where each setting has its value.
            pub(crate) places: Places,
        }

        impl Config {
            pub(super) fn read(reader: &mut Reader) -> Self {
                Self {
                    $( $section: $Section {
                        $( $name: reader.value(
                            concat!(stringify!($section), ".", stringify!($name)),
                            $default,
                        ), )+
                    }, )+
                    places: std::mem::take(&mut reader.places),
                }
            }
        }

        static KEYS: LazyLock<Vec<Key>> = LazyLock::new(|| vec![
            $( $( Key {
                section: stringify!($section),
                section_doc: $section_doc.trim_ascii(),
                name: stringify!($name),
                path: concat!(stringify!($section), ".", stringify!($name)),
                doc: [$( $doc.trim() ),+].join(" "),
                kind: <$Kind as Kind>::NAME,
                default: <$Kind as Kind>::show(&$default),
                secret: <$Kind as Kind>::SECRET,
            }, )+ )+
        ]);
    };
}

pub(super) fn keys() -> &'static [Key] {
    &KEYS
}

/// All settings by name, and whether each is a secret.
pub(crate) fn names() -> impl Iterator<Item = (&'static str, bool)> {
    keys().iter().map(|key| (key.path, key.secret))
}

pub(super) fn key(path: &str) -> Option<&'static Key> {
    keys().iter().find(|key| key.path == path)
}

pub(super) fn is_section(name: &str) -> bool {
    keys().iter().any(|key| key.section == name)
}

sections! {
    /// Where the server listens, and under which names people reach it
    http: Http {
        /// Address and port to listen on; only loopback until accounts exist
        listen: SocketAddr = SocketAddr::from(([127, 0, 0, 1], 8080)),
        /// Address at which people reach this server, when it is not the one that it listens
        /// on; only loopback until accounts exist
        public_url: Option<PublicUrl> = None,
        /// Further names that requests may be for; on loopback its own names are always
        /// allowed and no others, so that no other site can pretend to be this one; only
        /// loopback until accounts exist
        allowed_hosts: Vec<HostName> = Vec::new(),
    }
    /// HTTPS, when both files are given
    tls: Tls {
        /// PEM file with the certificate and its chain
        certificate: Option<PathBuf> = None,
        /// PEM file with the private key
        key: Option<PathBuf> = None,
    }
    /// What is written to the standard error output
    log: Log {
        /// Form of the lines; auto is pretty on a terminal and json elsewhere
        format: LogFormat = LogFormat::Auto,
        /// Which messages
        level: LogFilter = LogFilter("info".to_owned()),
    }
    /// What must survive a restart
    data: Data {
        /// Folder for it, made when it is absent
        folder: PathBuf = PathBuf::from("skills-eye-data"),
    }
    /// The Consul in which everything is kept; without servers, our own registry is
    consul: ConsulSettings {
        /// In their order: the first that can answer is asked
        servers: Vec<ConsulServer> = Vec::new(),
        /// ACL token, sent in a header
        token: Option<Secret> = None,
        /// PEM file with the authorities that sign the servers' certificates; with it, no
        /// others count
        ca: Option<PathBuf> = None,
        /// Longest time for one request
        timeout: TimeSpan = TimeSpan::seconds(5),
        /// Longest time for a connection to be made
        connect_timeout: TimeSpan = TimeSpan::seconds(2),
        /// Connections to one server at the same time; more than consul.parallel, and the
        /// rest is for questions that wait for a change
        connections: Connections = Connections::new(168),
        /// Connections kept open with nothing to do
        idle_connections: Connections = Connections::new(20),
        /// How long an idle connection is kept
        idle_time: TimeSpan = TimeSpan::seconds(30),
        /// Calls at the same time, those that wait for a change left out
        parallel: Calls = Calls::new(32),
        /// Rounds over the servers before a call is given up, the first included
        attempts: Attempts = Attempts::new(2),
        /// Time before the second round; it doubles
        retry_delay: TimeSpan = TimeSpan::millis(500),
        /// How long writes and strict reads wait for a leader
        hold: TimeSpan = TimeSpan::seconds(15),
        /// How long a question waits for a change; who is silent for three times as long is
        /// not believed any more
        wait: Wait = Wait::seconds(30),
        /// Nodes that are followed one by one; more than these are read in turns
        followed_nodes: FollowedNodes = FollowedNodes::new(64),
        /// Longest time between two readings, where nodes are read in turns
        turn: TimeSpan = TimeSpan::seconds(10),
    }
    /// The agents of the nodes of a Consul: a node's services are written through its own
    agents: AgentsSettings {
        /// Where they listen, unless a setting below or consul.servers names the address
        port: Port = Port::new(8_500),
        /// Those that are reached elsewhere than at their member's address
        addresses: Vec<AgentPlace> = Vec::new(),
        /// Their own ACL tokens; who has none gets consul.token
        tokens: Option<AgentTokens> = None,
    }
    /// Our own registry, which is used when there is no Consul
    registry: RegistrySettings {
        /// Address and port at which it speaks Consul's HTTP API, for Prometheus and the
        /// `consul` command; it does not listen when this is not set
        listen: Option<SocketAddr> = None,
        /// Connections to that port at the same time, each of which takes a file descriptor of
        /// the process; who comes when all are taken is sent away
        connections: Connections = Connections::new(1_280),
        /// Questions there that wait for a change at the same time; fewer than
        /// registry.connections, and the rest is for everything else
        waiting: Waiting = Waiting::new(1_024),
        /// Name of its datacenter
        datacenter: DatacenterName = DatacenterName("dc1".to_owned()),
    }
    /// Where everything of ours lies in the store, and what is shown of it
    kv: KvSettings {
        /// Folder for everything of ours; the earlier system's keys are taken over from there
        prefix: Prefix = Prefix::new(Layout::PREFIX),
        /// Further folders that administrators may look into; nothing is ever written there
        readable: Vec<Prefix> = Layout::EARLIER.map(Prefix::new).into(),
    }
    /// Who may do what
    access: AccessSettings {
        /// A token with all rights, for automation; the registry's port takes it as
        /// X-Consul-Token
        bootstrap_token: Option<Secret> = None,
    }
    /// What belongs to the sites
    sites: SitesSettings {
        /// How long their names are believed before they are read again
        names_lifetime: TimeSpan = TimeSpan::seconds(300),
    }
    /// Numbers about the server, at /metrics
    metrics: MetricsSettings {
        /// When set, /metrics wants it as a bearer token
        token: Option<Secret> = None,
    }
    /// How much one client may ask for; reaching a limit is an error that states it
    limits: Limits {
        /// Largest body of a request; one with a whole value of the store may have 2 MiB
        body: ByteSize = ByteSize::kib(256),
        /// Longest address with its query
        uri: ByteSize = ByteSize::kib(8),
        /// Longest time for the body of a request, and then again until its answer begins
        request_time: TimeSpan = TimeSpan::seconds(30),
        /// Longest time that a client may take for the head of a request, and longest
        /// time between two requests on one connection
        header_time: TimeSpan = TimeSpan::seconds(30),
        /// Longest time that a client may refuse to take what is sent to it
        write_time: TimeSpan = TimeSpan::seconds(30),
    }
    /// Live events of open pages
    events: Events {
        /// Longest silence on a stream; pages know by it that they are connected
        heartbeat: TimeSpan = TimeSpan::seconds(10),
        /// Streams at the same time; one a browser
        streams: Streams = Streams::new(1_000),
        /// Events kept for pages that were disconnected for a moment
        replay: Replay = Replay::new(1_024),
    }
}
