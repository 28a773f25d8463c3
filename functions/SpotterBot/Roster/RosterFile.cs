using SpotterBot.Decisions;
using SpotterBot.Settings;

namespace SpotterBot.Roster;

/// <summary>
/// A roster as a file: a line each, <c>role,name,phone,languages,hours,time zone</c>, as in
/// <c>peer,Ana,+19055550120,fr en,"Mon-Fri 18:00-02:00; Sat,Sun 10:00-22:00",America/Toronto</c>. Languages, hours and time zone may be left out.
/// </summary>
public static class RosterFile
{
    /// <summary>Everybody in it, or what is wrong with it, line by line: with one fault nobody is read.</summary>
    /// <param name="reserved">Numbers nobody may have, E.164.</param>
    public static (IReadOnlyList<RosterEntry> People, IReadOnlyList<string> Faults) Read(IEnumerable<string> lines, IReadOnlySet<string> reserved)
    {
        List<RosterEntry> people = [];
        SortedDictionary<int, string> faults = [];
        var text = string.Join('\n', lines.Select(l => l.Trim()).Select(l => l.StartsWith('#') ? "" : l));
        foreach (var row in CsvRows.Read(text, (line, reason, _) => faults.Add(line, reason)))
        {
            List<string> fields = [.. row.Fields.Select(f => f.Trim())];
            if (row.Line == 1 && fields.Count > 1 && fields[0].Equals("role", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var (entry, fault) = Person(fields, reserved);
            fault ??= people.Any(p => p.Phone == entry!.Phone) ? "has a number that stands above already" : null;
            if (fault is null)
            {
                people.Add(entry!);
            }
            else
            {
                faults.Add(row.Line, fault);
            }
        }

        return (faults.Count == 0 ? people : [], [.. faults.Select(f => $"Line {f.Key} {f.Value}.")]);
    }

    private static (RosterEntry? Entry, string? Fault) Person(List<string> fields, IReadOnlySet<string> reserved)
    {
        if (fields is not [var role, var name, var phone, .. var more] || more.Count > 3)
        {
            return (null, "is not role, name, phone, languages, hours and time zone, with commas between");
        }

        if (role.ToLowerInvariant() is not ("peer" or "mentor" or "coordinator"))
        {
            return (null, "begins with no role: peer, mentor or coordinator");
        }

        if (name.Length is 0 or > RosterEntry.NameMost)
        {
            return (null, $"has no name of 1 to {RosterEntry.NameMost} letters");
        }

        if (Numbers.E164(phone) is not { } number || Numbers.IsEmergency(phone))
        {
            return (null, "has no phone number that can be rung");
        }

        if (reserved.Contains(number))
        {
            return (null, "has a number of the service's own, or a dispatch line's");
        }

        var zone = more.Count > 2 && more[2].Length > 0 ? more[2] : "UTC";
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var clock))
        {
            return (null, "names a time zone that this machine does not know");
        }

        if (!Hours.TryParse(more.Count > 1 && more[1].Length > 0 ? more[1] : "always", clock, out var hours))
        {
            return (null, "has hours that are none: always, or such as Mon-Fri 18:00-02:00; 2026-12-25 off");
        }

        string[] languages = more.Count > 0 ? more[0].Split([' ', ';'], StringSplitOptions.RemoveEmptyEntries) : [];
        return (new RosterEntry
        {
            Id = "",
            Coordinator = role.Equals("coordinator", StringComparison.OrdinalIgnoreCase),
            Mentor = role.Equals("mentor", StringComparison.OrdinalIgnoreCase),
            Name = name,
            Phone = number,
            Languages = languages.Length > 0 ? [.. languages] : ["en"],
            Hours = hours.Text,
            TimeZone = zone,
        }, null);
    }
}
