namespace Dizhu.WebKit;

/// <summary>The small signs of the furniture, drawn on 16 × 16. They repeat a word and never replace it.</summary>
public enum Icon
{
    List,
    Search,
    Bell,
    Person,
    Menu,
    Close,
    Map,
    Send,
    Camera,
    Phone,
    Back,
    Up,
    Down,
    More,
    Info,
    Warn,
    Stop,
    Tick,
    Plus,
    Print,
}

/// <summary>The drawings. Fixed text of our own: nothing a user wrote comes in here.</summary>
internal static class Drawings
{
    /// <summary>The inside of a 16 × 16 drawing.</summary>
    public static string Of(Icon icon) => icon switch
    {
        Icon.List => """<path d="M2.5 4h11M2.5 8h11M2.5 12h7"/>""",
        Icon.Search => """<circle cx="7" cy="7" r="4.5"/><path d="m10.5 10.5 3.5 3.5"/>""",
        Icon.Bell => """<path d="M4 7a4 4 0 0 1 8 0c0 3 1.5 4 1.5 4h-11S4 10 4 7zM6.5 13.5h3"/>""",
        Icon.Person => """<circle cx="8" cy="5.5" r="2.8"/><path d="M2.5 14c.7-3 2.8-4.3 5.5-4.3s4.8 1.3 5.5 4.3"/>""",
        Icon.Menu => """<path d="M2 4.5h12M2 8h12M2 11.5h12"/>""",
        Icon.Close => """<path d="m4 4 8 8M12 4l-8 8"/>""",
        Icon.Map => """<path d="m2 4 4-1.5 4 1.5 4-1.5v9.5L10 13.5 6 12 2 13.5zM6 2.5V12M10 4v9.5"/>""",
        Icon.Send => """<path d="M8 10V2.5M5 5l3-3 3 3M2.5 10v3.5h11V10"/>""",
        Icon.Camera => """<path d="M2 5h3l1-1.5h4L11 5h3v8H2z"/><circle cx="8" cy="8.8" r="2.3"/>""",
        Icon.Phone => """<path d="M3 2.5h2.5l1.2 3-1.5 1.2a8 8 0 0 0 4.1 4.1l1.2-1.5 3 1.2V13a1 1 0 0 1-1 1A10.5 10.5 0 0 1 2 3.5a1 1 0 0 1 1-1z"/>""",
        Icon.Back => """<path d="M10 3 5 8l5 5"/>""",
        Icon.Up => """<path d="m4 10 4-4 4 4"/>""",
        Icon.Down => """<path d="m4 6 4 4 4-4"/>""",
        Icon.More => """<path d="M3.5 8h.01M8 8h.01M12.5 8h.01" stroke-width="2"/>""",
        Icon.Info => """<circle cx="8" cy="8" r="6"/><path d="M8 7.5V11M8 5v.1"/>""",
        Icon.Warn => """<path d="M8 2.5 14.5 13.5h-13zM8 6.5v3.5M8 11.9v.1"/>""",
        Icon.Stop => """<circle cx="8" cy="8" r="6"/><path d="m4 4 8 8"/>""",
        Icon.Tick => """<path d="m3 8.5 3.5 3.5L13 4.5"/>""",
        Icon.Plus => """<path d="M8 3v10M3 8h10"/>""",
        Icon.Print => """<path d="M4.5 6V2.5h7V6M4.5 12h-2V6h11v6h-2M4.5 9.5h7v4h-7z"/>""",
        _ => throw new ArgumentOutOfRangeException(nameof(icon), icon, "There is no such drawing."),
    };

    /// <summary>The inside of the 40 × 40 drawing of a state.</summary>
    public static string Of(StateKind state) => state switch
    {
        StateKind.Empty => """<path d="M6 22h9l2 4h6l2-4h9M6 22l5-13h18l5 13v10H6z"/>""",
        StateKind.NothingFound => """<circle cx="17" cy="17" r="10"/><path d="m25 25 9 9M13 17h8"/>""",
        StateKind.Refused => """<circle cx="20" cy="20" r="14"/><path d="m10 10 20 20"/>""",
        StateKind.Forbidden => """<path d="M9 18h22v16H9zM13 18v-5a7 7 0 0 1 14 0v5"/>""",
        StateKind.Failed => """<path d="M20 5a15 15 0 1 0 15 15M20 12v9l5 4M28 5l7 7M35 5l-7 7"/>""",
        StateKind.Done => """<circle cx="20" cy="20" r="14"/><path d="m13 20.5 5 5 9-10"/>""",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "There is no such drawing."),
    };
}
