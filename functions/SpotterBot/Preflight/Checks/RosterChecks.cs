using System.Globalization;
using SpotterBot.Roster;

namespace SpotterBot.Preflight.Checks;

/// <summary>Somebody would be rung now.</summary>
public sealed class OnShiftCheck(RosterFacts roster, TimeProvider time) : IPreflightCheck
{
    public string Name => "on-shift";

    public async IAsyncEnumerable<Finding> LookAsync()
    {
        var now = time.GetUtcNow();
        var all = await roster.AllAsync();
        var on = all.Count(e => e.IsPeer && Shifts.IsOn(e, now));
        yield return on > 0
            ? Finding.Passed($"{on} of {all.Count(e => e.IsPeer)} peers are on shift now.")
            : Finding.Blocking("No peer is on shift now: a caller would be left to EMS alone.", "Have a peer text ON, or go live when somebody's hours have begun");
        if (!all.Any(e => e.Coordinator))
        {
            yield return Finding.Warning("There is no coordinator: when everybody else fails, nobody is alarmed.", "Set Roster__Coordinators__0__Name and __Phone");
        }
    }
}

/// <summary>A peer who texts DEBRIEF after a hard case finds somebody.</summary>
public sealed class DebriefCheck(RosterFacts roster) : IPreflightCheck
{
    private const string Remedy = "Set Roster__Mentors__0__Name and __Phone, or have a coordinator text ADD, a name, a number and mentor, and the mentor text ON";

    public string Name => "debrief";

    public async IAsyncEnumerable<Finding> LookAsync()
    {
        // Who was put there by somebody else and has not said ON is not rung.
        var agreed = (await roster.AllAsync()).Where(e => !e.Invited).ToList();
        var mentors = agreed.Count(e => e.Mentor);
        yield return mentors > 0 ? Finding.Passed($"DEBRIEF rings one of {mentors} mentors, else a coordinator.")
            : agreed.Exists(e => e.Coordinator) ? Finding.Warning("There is no mentor: a peer who texts DEBRIEF gets a coordinator, who may have been on the case themselves.", Remedy)
            : Finding.Warning("There is no mentor and no coordinator: a peer who texts DEBRIEF finds nobody.", Remedy);
    }
}

/// <summary>Somebody would be rung at any time of the week, and that was somebody's decision.</summary>
public sealed class HoursCheck(RosterFacts roster, TimeProvider time) : IPreflightCheck
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    public string Name => "hours";

    public async IAsyncEnumerable<Finding> LookAsync()
    {
        var peers = await roster.PeersAsync();
        var always = peers.Count(p => p.Hours.Trim().Equals("always", StringComparison.OrdinalIgnoreCase));
        if (always > 0)
        {
            yield return Finding.Warning($"{always} of {peers.Count} peers are on call around the clock.", "Write the hours that each of them has agreed to");
        }

        yield return Gap(peers) is var (from, to)
            ? Finding.Warning($"Nobody is on shift from {Told(from, peers)} to {Told(to, peers)}.", "Find somebody for these hours, or leave them to EMS knowingly")
            : Finding.Passed("Somebody is on shift at every hour of the coming week.");
    }

    /// <summary>The first stretch of the coming week, in quarters of an hour, in which nobody's hours are.</summary>
    private (DateTimeOffset From, DateTimeOffset To)? Gap(IReadOnlyList<RosterEntry> peers)
    {
        var now = time.GetUtcNow();
        var start = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % Step.Ticks), TimeSpan.Zero);
        DateTimeOffset? from = null;
        for (var at = start; at < start + Week; at += Step)
        {
            if (!peers.Any(p => Shifts.InHours(p, at)))
            {
                from ??= at;
            }
            else if (from is { } began)
            {
                return (began, at);
            }
        }

        return from is { } open ? (open, start + Week) : null;
    }

    private static string Told(DateTimeOffset at, IReadOnlyList<RosterEntry> peers)
    {
        var zone = peers.Count > 0 && TimeZoneInfo.TryFindSystemTimeZoneById(peers[0].TimeZone, out var found) ? found : TimeZoneInfo.Utc;
        return TimeZoneInfo.ConvertTime(at, zone).ToString("dddd HH:mm", CultureInfo.InvariantCulture) + $" ({zone.Id})";
    }
}
