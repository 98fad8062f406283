namespace BranchBot.Features.Sales;

/// <summary>Numbers below 万 in Chinese numerals: 两, 十二, 一百零五, 三千.</summary>
internal static class ChineseNumber
{
    private const string Digits = "零一二三四五六七八九";
    private const string Units = "十百千";

    /// <summary>Reads a number; null where the numerals are not one.</summary>
    public static decimal? Read(string numerals)
    {
        var said = numerals.Replace('两', '二').Replace('〇', '零');
        var (sum, digit, last) = (0, -1, 10_000);
        foreach (var c in said)
        {
            if (Units.IndexOf(c, StringComparison.Ordinal) is >= 0 and var place)
            {
                var worth = place switch { 0 => 10, 1 => 100, _ => 1000 };

                // 十二 has no digit before its 十; everywhere else one stands there.
                if (worth >= last || digit == 0 || (digit < 0 && (place != 0 || sum != 0)))
                {
                    return null;
                }

                (sum, digit, last) = (sum + (Math.Max(digit, 1) * worth), -1, worth);
            }
            else if (digit > 0 || (digit == 0 && c == '零'))
            {
                return null;
            }
            else
            {
                digit = Digits.IndexOf(c, StringComparison.Ordinal);
            }
        }

        // 三百五 is 350 to some and 305 to others.
        return digit > 0 && last > 10 && last < 10_000 && !said.Contains('零', StringComparison.Ordinal) ? null : sum + Math.Max(digit, 0);
    }
}
