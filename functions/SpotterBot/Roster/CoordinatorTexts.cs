using System.Text.RegularExpressions;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Speech;
using SpotterBot.Decisions.Texts;
using SpotterBot.Settings;

namespace SpotterBot.Roster;

/// <summary>
/// Coordinators look after the roster by text: <c>ADD Ana 905 555 0120 fr,en Mon-Fri 18:00-02:00</c>, <c>PAUSE Ana 120</c>, <c>DROP Ana</c>,
/// <c>HOURS Ana ...</c>. Peers change their own hours by <c>HOURS ...</c>.
/// </summary>
public sealed partial class CoordinatorTexts(RosterBook roster, SpotterSettings settings)
{
    public async ValueTask<Line> AnswerAsync(RosterEntry from, TextCommand command, DateTimeOffset now)
    {
        var said = Somebody.AfterVerb(command.Rest);
        if (command.Verb == TextVerb.RosterHours)
        {
            return await HoursAsync(from, said, now);
        }

        if (!from.Coordinator)
        {
            return new Line(LineKey.RosterCoordinatorsText);
        }

        return command.Verb switch
        {
            TextVerb.RosterAdd => await AddAsync(from, said),
            TextVerb.RosterPause => await PauseAsync(said, now),
            _ => await DropAsync(said),
        };
    }

    private async ValueTask<Line> AddAsync(RosterEntry from, string said)
    {
        if (AddLine().Match(said) is not { Success: true } read
            || Numbers.E164(read.Groups["number"].Value) is not { } number || Numbers.IsEmergency(number)
            || Somebody.Clean(read.Groups["name"].Value) is not { Length: > 0 and <= RosterEntry.NameMost } name)
        {
            return new Line(LineKey.RosterAddHowText);
        }

        if (settings.ReservedNumbers.Contains(number))
        {
            return new Line(LineKey.RosterReservedText);
        }

        var words = read.Groups["rest"].Value.Split(Somebody.Blank, StringSplitOptions.RemoveEmptyEntries);
        var entry = new RosterEntry { Id = "", Coordinator = false, Name = name, Phone = number, TimeZone = from.TimeZone, Invited = true };
        var taken = 0;
        while (taken < words.Length && Told(entry, words[taken]) is { } more)
        {
            (entry, taken) = (more, taken + 1);
        }

        if (taken < words.Length)
        {
            if (!Hours.TryParse(string.Join(' ', words[taken..]), Shifts.ZoneOf(entry), out var hours))
            {
                return new Line(LineKey.RosterHoursHowText);
            }

            entry = entry with { Hours = hours.Text };
        }

        // Who is there already keeps what they agreed to.
        var stands = await roster.PutAsync(entry, held => RosterEntry.Changed(held, entry));
        return new Line(stands.Invited ? LineKey.RosterInvitedText : LineKey.RosterChangedText, name, stands.Role, RosterTexts.Short(stands.Hours));
    }

    /// <summary>Somebody with what this word says of them: role, languages, time zone; null where it says none of these.</summary>
    private static RosterEntry? Told(RosterEntry entry, string word) => word.ToLowerInvariant() switch
    {
        "peer" => entry,
        "mentor" => entry with { Mentor = true },
        "coordinator" => entry with { Coordinator = true },
        var spoken when LanguageList().IsMatch(spoken) => entry with { Languages = [.. spoken.Split(',', StringSplitOptions.RemoveEmptyEntries)] },
        _ when word.Contains('/', StringComparison.Ordinal) && TimeZoneInfo.TryFindSystemTimeZoneById(word, out _) => entry with { TimeZone = word },
        _ => null,
    };

    private async ValueTask<Line> PauseAsync(string said, DateTimeOffset now)
    {
        var (who, rest, why) = Somebody.In(await roster.AllAsync(), said);
        if (who is null)
        {
            return why!;
        }

        var minutes = int.TryParse(new string([.. rest.TakeWhile(char.IsAsciiDigit)]), out var given) && given > 0 ? given : (int?)null;
        // Who is off until they say otherwise is not put on by a pause that ends.
        var until = minutes is { } m && who.OffUntilUtc != DateTimeOffset.MaxValue ? now + TimeSpan.FromMinutes(m) : DateTimeOffset.MaxValue;
        await roster.ChangeAsync(who.Id, e => e with { OnByHand = false, OffUntilUtc = until });
        return new Line(LineKey.RosterPausedText, who.Name, until == DateTimeOffset.MaxValue ? "" : RosterTexts.Clock(who, until));
    }

    private async ValueTask<Line> DropAsync(string said)
    {
        var (who, _, why) = Somebody.In(await roster.AllAsync(), said);
        if (who is null)
        {
            return why!;
        }

        if (who.Coordinator && (await roster.AllAsync()).Count(e => e.Coordinator) == 1)
        {
            return new Line(LineKey.RosterLastText);
        }

        await roster.RemoveAsync(who.Id);
        return new Line(LineKey.RosterDroppedText, who.Name);
    }

    /// <summary>Their own hours, or, from a coordinator, somebody's by name.</summary>
    private async ValueTask<Line> HoursAsync(RosterEntry from, string said, DateTimeOffset now)
    {
        var (who, hours) = (from, said);
        if (!Hours.TryParse(said, Shifts.ZoneOf(from), out _) && from.Coordinator)
        {
            var (named, rest, why) = Somebody.In(await roster.AllAsync(), said);
            if (named is null)
            {
                return said.Length == 0 ? new Line(LineKey.RosterHoursHowText) : why!;
            }

            (who, hours) = (named, rest);
        }

        if (!Hours.TryParse(hours, Shifts.ZoneOf(who), out var parsed))
        {
            return new Line(LineKey.RosterHoursHowText);
        }

        await roster.ChangeAsync(who.Id, e => e with { Hours = parsed.Text });
        var stands = who with { Hours = parsed.Text };
        var byHand = Shifts.IsOn(stands, now) != Shifts.InHours(stands, now);
        return new Line(LineKey.RosterHoursText, who.Name, RosterTexts.Short(parsed.Text), Shifts.IsOn(stands, now) ? "on" : "off", byHand ? "by hand" : "");
    }

    /// <summary>A name, a number as people type it, and whatever follows.</summary>
    [GeneratedRegex(@"^(?<name>[^\d+(]+?)\s+(?<number>[+(]?\d[\d\s().-]{6,}\d)(?<rest>(\s.*)?)$", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AddLine();

    [GeneratedRegex("^[a-z]{2}(-[a-z]{2})?(,[a-z]{2}(-[a-z]{2})?)*,?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LanguageList();
}
