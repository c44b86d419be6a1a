using System.Security.Cryptography;
using System.Text;

namespace Dizhu.Core;

/// <summary>
/// The version of a set of rows, taken from what they say: the same rows give the same version on every
/// node and after every start, and any change gives another.
/// </summary>
public static class ContentVersion
{
    /// <summary>Sixteen hexadecimal digits over the rows in the order given.</summary>
    public static string Of(IEnumerable<string> rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in rows)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(row));
            hash.AppendData([0]);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }
}
