namespace SpotterBot.Roster;

/// <summary>A time in which nobody of those asked about is on.</summary>
/// <param name="UntilUtc">The end of time where no end is in sight.</param>
public sealed record CoverageGap(DateTimeOffset FromUtc, DateTimeOffset UntilUtc);

/// <summary>When somebody is on call, and when nobody is.</summary>
public static class Coverage
{
    /// <summary>Every such time that begins before <paramref name="horizonUtc"/>, in their order.</summary>
    /// <inheritdoc cref="FirstGap"/>
    public static IEnumerable<CoverageGap> Gaps(IReadOnlyCollection<RosterEntry> people, DateTimeOffset nowUtc, DateTimeOffset horizonUtc, DateTimeOffset lookUtc)
    {
        for (var from = nowUtc; FirstGap(people, from, horizonUtc, lookUtc) is { } gap; from = gap.UntilUtc)
        {
            yield return gap;
            if (gap.UntilUtc == DateTimeOffset.MaxValue)
            {
                yield break;
            }
        }
    }

    /// <summary>The first time from <paramref name="nowUtc"/> on in which none of them is on, if it begins before <paramref name="horizonUtc"/>.</summary>
    /// <param name="people">Those on the roster, whether they are on or not. With none at all there are no shifts, and nothing is a gap in them.</param>
    /// <param name="lookUtc">Its end is looked for no further than here.</param>
    public static CoverageGap? FirstGap(IReadOnlyCollection<RosterEntry> people, DateTimeOffset nowUtc, DateTimeOffset horizonUtc, DateTimeOffset lookUtc)
    {
        if (people.Count == 0)
        {
            return null;
        }

        DateTimeOffset? from = null;
        foreach (var moment in people.SelectMany(p => Shifts.ChangesOf(p, nowUtc, lookUtc)).Append(nowUtc).Distinct().Order())
        {
            var covered = people.Any(p => Shifts.IsOn(p, moment));
            if (covered && from is { } began)
            {
                return new CoverageGap(began, moment);
            }

            if (!covered && from is null)
            {
                if (moment >= horizonUtc)
                {
                    return null;
                }

                from = moment;
            }
        }

        // Not the end of the look: that moves with every look, and a gap that stands would seem to grow.
        return from is { } open ? new CoverageGap(open, DateTimeOffset.MaxValue) : null;
    }
}
