using System.Security.Cryptography;

namespace Dizhu.Core.Access;

/// <summary>
/// A password somebody else handed out: random, shown once, good for one log-in, in which its owner sets their own. Where the
/// hash is kept a mark before it says so – the mark is of the password, comes with it and goes with it.
/// </summary>
public static class FirstPassword
{
    /// <summary>Letters and digits nobody takes for another.</summary>
    private const string Letters = "ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789";
    private const string Mark = "once:";
    private const int Length = 16;

    /// <summary>A new one.</summary>
    public static string New() => RandomNumberGenerator.GetString(Letters, Length);

    /// <summary>What is stored for it.</summary>
    public static string Stored(string password) => Mark + SignIn.Hash(password);

    /// <summary>True when what is stored belongs to a first password.</summary>
    public static bool Is(string stored) => stored.StartsWith(Mark, StringComparison.Ordinal);

    /// <summary>The hash without the mark.</summary>
    public static string HashOf(string stored) => Is(stored) ? stored[Mark.Length..] : stored;
}
