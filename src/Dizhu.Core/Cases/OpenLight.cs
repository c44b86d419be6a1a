namespace Dizhu.Core.Cases;

/// <summary>Why an open case needs a hand, or stands still; by the moments kept with the case, so that lists and counts find them in an index.</summary>
public enum OpenLight
{
    /// <summary>超期: past the due moment its list is ordered by.</summary>
    Late,

    /// <summary>将超: not late, but the set share of a running limit is used up.</summary>
    Soon,

    /// <summary>挂账: deferred; all its clocks stand.</summary>
    Held,
}

/// <summary>A light as a list asks for it: which, as of when.</summary>
public sealed record LightAsked(OpenLight Light, DateTime At);
