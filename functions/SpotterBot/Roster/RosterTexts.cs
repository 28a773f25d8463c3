using System.Globalization;
using SpotterBot.Decisions.Speech;
using SpotterBot.Decisions.Texts;

namespace SpotterBot.Roster;

/// <summary>What people on the roster text about it: each is answered with what is true from now on.</summary>
public sealed class RosterTexts(RosterBook roster, CoordinatorTexts coordinators, TimeProvider time)
{
    /// <summary>A break of no stated length.</summary>
    private const int BreakMinutes = 60;

    private const int BreakMinutesMost = 24 * 60;

    /// <summary>Names that still fit into one text beside what else WHO says.</summary>
    private const int NamesMost = 90;

    /// <summary>The answer; null where this phone is on no roster, or the text is about something else.</summary>
    /// <param name="from">E.164.</param>
    public async ValueTask<Line?> AnswerAsync(string from, TextCommand command)
    {
        if (!IsAboutRoster(command.Verb) || await roster.ByPhoneAsync(from, time.GetUtcNow()) is not { } entry)
        {
            return null;
        }

        var now = time.GetUtcNow();
        switch (command.Verb)
        {
            case TextVerb.RosterOn:
                return await OnAsync(entry, now);
            case TextVerb.RosterOff:
                await roster.ChangeAsync(entry.Id, e => e with { OnByHand = false, OffUntilUtc = DateTimeOffset.MaxValue });
                return new Line(LineKey.RosterOffText, await PeersOnAsync(now), entry.Role);
            case TextVerb.RosterBreak:
                return await BreakAsync(entry, Math.Clamp(command.Number ?? BreakMinutes, 1, BreakMinutesMost), now);
            case TextVerb.RosterAsk:
                var declines = command.Words.EndsWith("OFF", StringComparison.Ordinal);
                await roster.ChangeAsync(entry.Id, e => e with { AsksNothing = declines });
                return new Line(declines ? LineKey.RosterAskOffText : LineKey.RosterAskOnText);
            case TextVerb.RosterWho:
                return await WhoAsync(now);
            default:
                return await coordinators.AnswerAsync(entry, command, now);
        }
    }

    /// <summary>What somebody on the roster hears who texted what nobody understands; null for anybody else.</summary>
    public async ValueTask<Line?> NotUnderstoodAsync(string from) =>
        await OfAsync(from) is { Invited: false } entry ? new Line(LineKey.RosterHelpText, entry.Role) : null;

    /// <summary>Whoever is on the roster by this phone.</summary>
    public ValueTask<RosterEntry?> OfAsync(string phone) => roster.ByPhoneAsync(phone, time.GetUtcNow());

    private static bool IsAboutRoster(TextVerb verb) => verb
        is TextVerb.RosterOn or TextVerb.RosterOff or TextVerb.RosterBreak or TextVerb.RosterWho or TextVerb.RosterAsk
        or TextVerb.RosterAdd or TextVerb.RosterPause or TextVerb.RosterDrop or TextVerb.RosterHours;

    /// <summary>Who was put on the roster by somebody else says by their first ON that they want to be: from then on they are rung in their hours.</summary>
    private async ValueTask<Line> OnAsync(RosterEntry entry, DateTimeOffset now)
    {
        var inHours = Shifts.InHours(entry, now);
        var joins = entry.Invited && !inHours;

        // In their hours it is the hours that have them on, and end it: by hand they would be rung for ever, and no gap be seen.
        RosterEntry On(RosterEntry e) => e with { Invited = false, OnByHand = !joins && (e.OnByHand || !inHours), OffUntilUtc = null };
        await roster.ChangeAsync(entry.Id, On);
        return joins
            ? new Line(LineKey.RosterJoinedText, Short(entry.Hours))
            : new Line(LineKey.RosterOnText, await PeersOnAsync(now), entry.Role, Shifts.OffFrom(On(entry), now) is { } off ? Day(entry, off) : "");
    }

    private async ValueTask<Line> BreakAsync(RosterEntry entry, int minutes, DateTimeOffset now)
    {
        var until = now + TimeSpan.FromMinutes(minutes);
        await roster.ChangeAsync(entry.Id, e => e with { OffUntilUtc = until });
        var then = Shifts.IsOn(entry with { OffUntilUtc = until }, until);
        return new Line(LineKey.RosterBreakText, minutes.ToString(CultureInfo.InvariantCulture), Clock(entry, until), then ? "on" : "off");
    }

    private async ValueTask<Line> WhoAsync(DateTimeOffset now)
    {
        var all = await roster.AllAsync();
        string[] named = [Names(e => e.IsPeer), Names(e => e.Mentor), Names(e => e.Coordinator)];
        var count = all.Count(e => e.IsPeer && Shifts.IsOn(e, now)).ToString(CultureInfo.InvariantCulture);
        return named.Sum(n => n.Length) <= NamesMost ? new Line(LineKey.RosterWhoText, [count, .. named]) : new Line(LineKey.RosterWhoText, count, "", "", "");

        string Names(Func<RosterEntry, bool> which) => string.Join(", ", all.Where(e => which(e) && Shifts.IsOn(e, now)).Select(e => e.Name).Order(StringComparer.OrdinalIgnoreCase));
    }

    private async ValueTask<string> PeersOnAsync(DateTimeOffset now) =>
        (await roster.AllAsync()).Count(e => e.IsPeer && Shifts.IsOn(e, now)).ToString(CultureInfo.InvariantCulture);

    /// <summary>The time of day on their own clock.</summary>
    internal static string Clock(RosterEntry entry, DateTimeOffset utc) => Shifts.Local(entry, utc).ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string Day(RosterEntry entry, DateTimeOffset utc) => Shifts.Local(entry, utc).ToString("ddd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Hours as they go into a text that must stay one.</summary>
    internal static string Short(string hours) => hours.Length <= 60 ? hours : hours[..57] + "...";
}
