using System.Globalization;
using SpotterBot.Decisions;

namespace SpotterBot.Settings;

/// <summary>Reads single values, and notes what is wrong with them without ever repeating them.</summary>
/// <remarks>Keys have colons, as <see cref="IConfiguration"/> has them.</remarks>
internal sealed class SettingsReader(IConfiguration configuration, bool development, FaultList faults)
{
    private static readonly string[] TimeFormats = [@"h\:mm\:ss", @"hh\:mm\:ss", @"h\:mm\:ss\.FFFFFFF", @"hh\:mm\:ss\.FFFFFFF"];

    public bool Development => development;

    public FaultList Faults => faults;

    /// <summary>Something other than blanks is configured: deployment templates often set what they do not use to nothing.</summary>
    public bool IsSet(string key) => !string.IsNullOrWhiteSpace(configuration[key]);

    /// <summary>Trimmed, or null where it is blank or cannot be meant.</summary>
    public string? Text(string key)
    {
        if (!IsSet(key))
        {
            return null;
        }

        var value = configuration[key]!.Trim();
        if (Unusable.Why(value) is var (reason, remedy))
        {
            faults.Add(key, reason, remedy);
            return null;
        }

        return value;
    }

    public string? Required(string key, string remedy)
    {
        Demand(key, remedy);
        return Text(key);
    }

    /// <summary>A credential: one word, never shown.</summary>
    public string? Credential(string key)
    {
        var value = Text(key);
        if (value is not null && value.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c > '~'))
        {
            faults.Add(key, "has a space, a line break or a character that no credential has", "Copy it again, as one word");
            return null;
        }

        return value;
    }

    /// <summary>A SID: two letters that say its kind, and 32 hex digits.</summary>
    public string? Sid(string key, string kind)
    {
        var value = Text(key);
        if (value is null || (value.Length == 34 && value.StartsWith(kind, StringComparison.Ordinal) && value.Skip(2).All(char.IsAsciiHexDigit)))
        {
            return value;
        }

        faults.Add(key, $"is not {kind} followed by 32 hex digits", "Copy it again from the Twilio console");
        return null;
    }

    /// <summary>A number that may be dialled, in E.164.</summary>
    public string? Phone(string key)
    {
        var value = Text(key);
        if (value is null)
        {
            return null;
        }

        if (Numbers.IsEmergency(value))
        {
            faults.Add(key, "is an emergency number, which no path of this program may dial", "Write the ten-digit or international number of the line itself");
            return null;
        }

        if (Numbers.E164(value) != value)
        {
            faults.Add(key, "is not a phone number in E.164", "Write + and the country code, then digits alone, 8 to 15 in all");
            return null;
        }

        return value;
    }

    public int Count(string key, int otherwise, int most)
    {
        var value = Text(key);
        if (value is null)
        {
            return otherwise;
        }

        if (Whole.TryParse(value, out var count) && count >= 1 && count <= most)
        {
            return count;
        }

        faults.Add(key, $"is not a whole number from 1 to {most}", $"Write digits alone, or leave it out for {otherwise}");
        return otherwise;
    }

    /// <summary>Hours, minutes and seconds, all three, so that 00:45 is never taken for the wrong two and 30 never for days.</summary>
    public TimeSpan Time(string key, TimeSpan otherwise, TimeSpan least, TimeSpan most)
    {
        var value = Text(key);
        if (value is null)
        {
            return otherwise;
        }

        if (!TimeSpan.TryParseExact(value, TimeFormats, CultureInfo.InvariantCulture, out var time))
        {
            faults.Add(key, "is not a time as hours:minutes:seconds", $"Write it as {otherwise:c}");
            return otherwise;
        }

        if (!development && (time < least || time > most))
        {
            faults.Add(key, $"is not between {least:c} and {most:c}", $"Choose a time in between, or leave it out for {otherwise:c}");
            return otherwise;
        }

        return time;
    }

    public DateOnly? Date(string key)
    {
        var value = Text(key);
        if (value is null)
        {
            return null;
        }

        if (DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        faults.Add(key, "is not a date", "Write it as year-month-day, with four, two and two digits");
        return null;
    }

    /// <summary>Codes such as <c>en</c> or <c>fr-CA</c>.</summary>
    public string? Language(string key, string? code)
    {
        if (code is null || IsLanguage(code))
        {
            return code;
        }

        faults.Add(key, "is not a language code", "Write a code such as en, fr or es");
        return null;
    }

    /// <summary>A list written as <c>Key__0</c>, <c>Key__1</c>, or in one value with semicolons.</summary>
    public IEnumerable<(string Key, string Value)> List(string key)
    {
        foreach (var part in Parts(Text(key)))
        {
            yield return (key, part);
        }

        foreach (var item in Items(key))
        {
            if (Text(item) is { } value)
            {
                yield return (item, value);
            }
        }
    }

    public static string[] Parts(string? text) =>
        (text ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The keys of a numbered list, in the order of their numbers; gaps are no fault, members left blank are none at all.</summary>
    public IEnumerable<string> Items(string key) =>
        configuration.GetSection(key).GetChildren()
            .Where(c => Whole.TryParse(c.Key, out _) && HasAnything(c))
            .OrderBy(c => int.Parse(c.Key, CultureInfo.InvariantCulture))
            .Select(c => c.Path);

    public void Demand(string key, string remedy)
    {
        if (!IsSet(key))
        {
            faults.Add(key, "is missing", remedy);
        }
    }

    private static bool HasAnything(IConfigurationSection section) =>
        !string.IsNullOrWhiteSpace(section.Value) || section.GetChildren().Any(HasAnything);

    private static bool IsLanguage(string code)
    {
        var parts = code.Split('-');
        return parts[0].Length is 2 or 3 && parts[0].All(char.IsAsciiLetter)
            && parts.Skip(1).All(p => p.Length is >= 2 and <= 8 && p.All(char.IsAsciiLetterOrDigit));
    }
}
