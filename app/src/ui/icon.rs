//! Icons: one sprite, fetched once, drawn in the colour of the text.

use leptos::prelude::*;

use crate::context::asset;

/// Names are those of the Lucide set. `end2end/tools/icons.mjs` reads this list and writes
/// `public/icons.svg`, so a new icon is one line here and one run of the script.
macro_rules! icons {
    ($($name:ident = $id:literal,)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum IconName { $($name),* }

        impl IconName {
            pub const ALL: &[IconName] = &[$(IconName::$name),*];

            /// The symbol's id in the sprite.
            pub fn as_str(self) -> &'static str {
                match self { $(IconName::$name => $id),* }
            }
        }
    };
}

icons! {
    // Rooms of the product
    Dashboard = "layout-dashboard",
    Targets = "crosshair",
    NotScraped = "unplug",
    NetworkProbes = "radio-tower",
    WebProbes = "globe",
    Systems = "server",
    Databases = "database",
    Infrastructure = "cloud",
    Hardware = "hard-drive",
    NetworkDevices = "router",
    Custom = "puzzle",
    Fields = "columns-3-cog",
    Rules = "list-tree",
    Types = "shapes",
    ReferenceValues = "book-open-text",
    SiteFiles = "file-cog",
    Nodes = "network",
    Hosts = "cpu",
    KeyValue = "folder-tree",
    Install = "package-plus",
    Audit = "scroll-text",
    Cache = "gauge",
    Groups = "boxes",
    Sites = "map-pin",
    Settings = "settings",
    Kit = "blocks",
    Api = "braces",

    // Things
    Activity = "activity",
    Monitor = "monitor",
    Tag = "tag",
    Tags = "tags",
    Building = "building-2",
    Layers = "layers",
    Package = "package",
    Box = "box",
    Folder = "folder",
    FileText = "file-text",
    FileCode = "file-code",
    FileDiff = "file-diff",
    Spreadsheet = "file-spreadsheet",
    Code = "code",
    Terminal = "terminal",
    Bell = "bell",
    BellOff = "bell-off",
    User = "user",
    Users = "users",
    Key = "key-round",
    Shield = "shield-check",
    Lock = "lock",
    Unlock = "lock-open",
    Map = "map",
    Calendar = "calendar",
    Clock = "clock",
    Timer = "timer",
    History = "history",
    Inbox = "inbox",
    Keyboard = "keyboard",
    Wrench = "wrench",
    Zap = "zap",
    Flask = "flask-conical",
    Hash = "hash",
    Type = "type",
    ToggleLeft = "toggle-left",
    ChartLine = "chart-line",
    ChartColumn = "chart-column",
    Bookmark = "bookmark",
    Star = "star",
    Link = "link",
    Compare = "git-compare-arrows",
    Branch = "git-branch",
    Construction = "construction",
    Hourglass = "hourglass",
    Sparkles = "sparkles",
    Heart = "heart-pulse",
    Bug = "bug",

    // Actions
    Search = "search",
    Command = "command",
    Filter = "list-filter",
    FilterOff = "funnel-x",
    Sliders = "sliders-horizontal",
    Columns = "columns-3",
    Table = "table-2",
    Grid = "layout-grid",
    List = "list",
    Rows = "rows-3",
    RowsDense = "rows-4",
    RowsLoose = "rows-2",
    Sort = "arrow-up-down",
    Plus = "plus",
    Minus = "minus",
    X = "x",
    Check = "check",
    CheckAll = "check-check",
    Pencil = "pencil",
    Trash = "trash-2",
    Copy = "copy",
    Clone = "copy-plus",
    Move = "move",
    Grip = "grip-vertical",
    Pin = "pin",
    PinOff = "pin-off",
    Eye = "eye",
    EyeOff = "eye-off",
    Play = "play",
    Pause = "pause",
    Stop = "square",
    Refresh = "refresh-cw",
    Reset = "rotate-ccw",
    Undo = "undo-2",
    Redo = "redo-2",
    Save = "save",
    Send = "send",
    Download = "download",
    Upload = "upload",
    Import = "import",
    ExternalLink = "external-link",
    LogIn = "log-in",
    LogOut = "log-out",
    More = "ellipsis",
    MoreVertical = "ellipsis-vertical",
    Maximize = "maximize-2",
    Minimize = "minimize-2",
    Enter = "corner-down-left",
    Menu = "menu",
    PanelLeft = "panel-left",
    PanelLeftClose = "panel-left-close",
    PanelLeftOpen = "panel-left-open",

    // Directions
    ArrowUp = "arrow-up",
    ArrowDown = "arrow-down",
    ArrowLeft = "arrow-left",
    ArrowRight = "arrow-right",
    ChevronUp = "chevron-up",
    ChevronDown = "chevron-down",
    ChevronLeft = "chevron-left",
    ChevronRight = "chevron-right",
    ChevronsLeft = "chevrons-left",
    ChevronsRight = "chevrons-right",
    ChevronsUpDown = "chevrons-up-down",

    // States
    Info = "info",
    Warning = "triangle-alert",
    Critical = "circle-x",
    Alert = "circle-alert",
    Ok = "circle-check",
    Help = "circle-question-mark",
    Unknown = "circle-dashed",
    Circle = "circle",
    Loader = "loader-circle",
    Wifi = "wifi",
    WifiOff = "wifi-off",
    Plug = "plug-zap",

    // Preferences
    Sun = "sun",
    Moon = "moon",
    ThemeSystem = "sun-moon",
    Languages = "languages",
}

/// Decoration beside a word; a button that is only an icon carries its own name.
#[component]
pub fn Icon(name: IconName) -> impl IntoView {
    icon(name)
}

/// The same as a plain function, for views that are built from data.
pub fn icon(name: IconName) -> AnyView {
    let mut href = asset("icons.svg#");
    href.push_str(name.as_str());
    view! {
        <svg class="icon" aria-hidden="true">
            <use href=href></use>
        </svg>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sprite_has_every_icon() {
        let sprite = include_str!("../../../public/icons.svg");
        for name in IconName::ALL {
            let symbol = format!("<symbol id=\"{}\"", name.as_str());
            assert!(
                sprite.contains(&symbol),
                "public/icons.svg lacks {}: run end2end/tools/icons.mjs",
                name.as_str()
            );
        }
    }
}
