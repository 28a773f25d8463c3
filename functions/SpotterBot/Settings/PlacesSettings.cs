using System.Collections.Immutable;
using SpotterBot.Decisions.Places;

namespace SpotterBot.Settings;

/// <summary>The areas and their dispatch lines.</summary>
internal static class PlacesSettings
{
    /// <summary>The centre has agreed to automated calls.</summary>
    public const string Agreed = "agreed";

    /// <summary>Its lines are called by people only.</summary>
    public const string Person = "person";

    private const int WordsMost = 80;
    private const int MatchCharactersMost = 2000;

    private const string List = "Places:Areas";

    public static ImmutableArray<Area> Read(SettingsReader reader, ImmutableHashSet<string> ownNumbers)
    {
        var areas = ImmutableArray.CreateBuilder<Area>();
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var prefixes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        string? catchAll = null;
        foreach (var item in reader.Items(List))
        {
            var area = One(reader, item, ownNumbers);
            areas.Add(area);
            if (area.Name.Length > 0 && !names.TryAdd(area.Name, item))
            {
                reader.Faults.Add($"{item}:Name", $"is the same name as {FaultList.Written(names[area.Name])}__Name", "Give each area its own name");
            }

            if (area.IsCatchAll && catchAll is not null)
            {
                reader.Faults.Add($"{item}:Match", $"is a second catch-all beside {FaultList.Written(catchAll)}__Match", "Write * for one area at most");
            }

            catchAll ??= area.IsCatchAll ? item : null;
            foreach (var prefix in area.Match.Where(Area.IsPostalPrefix).Select(m => area.CallingCode + m.Replace(" ", "", StringComparison.Ordinal)))
            {
                // The same district twice would be a question to everybody who lives there.
                if (!prefixes.TryAdd(prefix, item) && prefixes[prefix] != item)
                {
                    reader.Faults.Add($"{item}:Match", $"has a postal prefix that {FaultList.Written(prefixes[prefix])}__Match has, too", "Write each postal prefix for one area");
                }
            }
        }

        return areas.ToImmutable();
    }

    private static Area One(SettingsReader reader, string item, ImmutableHashSet<string> ownNumbers)
    {
        reader.Demand($"{item}:Name", "Write what people call this area");
        reader.Demand($"{item}:Match", "Write postal prefixes, cities or regions, separated by semicolons");
        reader.Demand($"{item}:Dispatch", "Write the dispatch desk's own line, in E.164, or take the area out");
        var dispatch = Line(reader, $"{item}:Dispatch", ownNumbers);
        var backup = Line(reader, $"{item}:DispatchBackup", ownNumbers);
        if (backup is not null && backup == dispatch)
        {
            reader.Faults.Add($"{item}:DispatchBackup", $"is the same number as {FaultList.Written(item)}__Dispatch", "Write another line, or leave it out");
        }

        string?[] lines = [dispatch, backup];
        return new Area(
            Short(reader, $"{item}:Name") ?? "",
            Match(reader, $"{item}:Match"),
            [.. lines.OfType<string>()],
            Digits(reader, $"{item}:DispatchDigits"),
            reader.Language($"{item}:Language", reader.Text($"{item}:Language")) ?? "en",
            reader.Date($"{item}:VerifiedOn"),
            Short(reader, $"{item}:VerifiedBy") ?? "",
            PersonPlaces(reader, $"{item}:AutomatedCalls"));
    }

    private static bool PersonPlaces(SettingsReader reader, string key)
    {
        var value = reader.Text(key) ?? Agreed;
        if (value is not (Agreed or Person))
        {
            reader.Faults.Add(key, $"is neither {Agreed} nor {Person}", $"Write {Agreed} where the centre takes automated calls, {Person} where a person must place the call");
        }

        return value == Person;
    }

    /// <summary>A few words, as they are spoken or shown.</summary>
    private static string? Short(SettingsReader reader, string key)
    {
        var value = reader.Text(key);
        if (value is { Length: > WordsMost } || value?.Any(char.IsControl) == true)
        {
            reader.Faults.Add(key, $"is longer than {WordsMost} characters, or more than one line", "Write a few words");
            return null;
        }

        return value;
    }

    private static string? Line(SettingsReader reader, string key, ImmutableHashSet<string> ownNumbers)
    {
        if (reader.Phone(key) is not { } line)
        {
            return null;
        }

        if (ownNumbers.Contains(line))
        {
            reader.Faults.Add(key, "is one of the service's own numbers", "Write the dispatch desk's own line");
            return null;
        }

        return line;
    }

    private static ImmutableArray<string> Match(SettingsReader reader, string key)
    {
        var entries = SettingsReader.Parts(reader.Text(key));
        var reason = reader.IsSet(key) && entries.Length == 0 ? "has no entry"
            : entries.Sum(e => e.Length + 1) > MatchCharactersMost ? $"is longer than {MatchCharactersMost} characters"
            : Array.Exists(entries, e => e.Contains(',', StringComparison.Ordinal)) ? "has a comma, which no field of a place has"
            : Array.Exists(entries, e => e != "*" && e.Contains('*', StringComparison.Ordinal)) ? "has a * inside an entry, where it would match nothing"
            : Array.Exists(entries, e => e != "*" && !e.Any(char.IsLetterOrDigit)) ? "has an entry without a letter or a digit"
            : null;
        if (reason is not null)
        {
            reader.Faults.Add(key, reason, "Write whole postal prefixes, cities or regions, separated by semicolons, or * alone for everywhere");
        }

        return [.. entries];
    }

    private static string Digits(SettingsReader reader, string key)
    {
        var digits = reader.IsSet(key) && reader.Text(key) is { } text ? text : "";
        if (digits.Length <= 32 && digits.All(c => char.IsAsciiDigit(c) || c is '*' or '#' or 'w' or 'W'))
        {
            return digits;
        }

        reader.Faults.Add(key, "is not what a keypad can send", "Write up to 32 of 0 to 9, * and #, with w for half a second of waiting");
        return "";
    }
}
