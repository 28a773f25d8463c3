namespace Benchmarks.Rig;

/// <param name="P99">Milliseconds.</param>
/// <param name="IsMeasured">False: it may be more than that, or something else was going on.</param>
public sealed record LatenessAt(int Sessions, double P99, bool IsMeasured);

/// <summary>Where what is aimed at is no longer reached.</summary>
public static class Crossing
{
    /// <summary>Null where it is not between the two.</summary>
    public static string? Told(LatenessAt before, LatenessAt after, double aim)
    {
        if (before.P99 > aim || after.P99 <= aim)
        {
            return null;
        }

        var where = before.IsMeasured && after.IsMeasured
            ? $"at about {before.Sessions + ((after.Sessions - before.Sessions) * (aim - before.P99) / (after.P99 - before.P99)):N0} open sessions (in a straight line between the two measured)"
            : $"between {before.Sessions:N0} and {after.Sessions:N0} open sessions";
        return $"The 99th percentile crosses {aim / 1000:0} s {where}.";
    }
}
