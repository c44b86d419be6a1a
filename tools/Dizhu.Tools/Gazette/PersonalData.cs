using System.Text.RegularExpressions;

namespace Dizhu.Tools.Gazette;

/// <summary>
/// Takes personal telephone numbers and mail addresses out of the kept text (DCM-118, D-DCM-13). The contact of an
/// office is configuration of the receiving office, not a part of the law.
/// </summary>
internal static partial class PersonalData
{
    public const string Mask = "〔已隐去〕";

    public static string Hide(string text) =>
        Mail().Replace(Mobile().Replace(MailField().Replace(TelephoneField().Replace(text, $"$1{Mask}"), $"$1{Mask}"), Mask), Mask);

    [GeneratedRegex(@"(电话[:：])\s*[\d*、,\-() ]*\d{7}[\d*]*")]
    private static partial Regex TelephoneField();

    [GeneratedRegex(@"(电子邮箱[:：])\s*([^\s()（）、,;。]+|（[^）]*）)")]
    private static partial Regex MailField();

    [GeneratedRegex(@"1[3-9]\d[\d*]{8}")]
    private static partial Regex Mobile();

    [GeneratedRegex(@"[\w.+-]+@[\w-]+(\.[\w-]+)+")]
    private static partial Regex Mail();
}
