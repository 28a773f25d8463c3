using System.Globalization;

namespace Storm.Watching;

/// <summary>What a key, a text or words may stand for.</summary>
[Flags]
internal enum Deed
{
    None = 0,

    /// <summary>The caller is OK.</summary>
    Ok = 1,

    /// <summary>A person takes the case, or comes to it.</summary>
    Accept = 2,

    /// <summary>A desk has what it was told.</summary>
    Confirm = 4,

    /// <summary>Anything at all.</summary>
    Any = 8,
}

/// <summary>
/// What people did of late, as it reached the program, by phone, by call and by leg. What their keys and words mean is read here anew, and narrowly:
/// mumbling, a wrong key and questions stand for nothing, whatever the program makes of them.
/// </summary>
internal sealed class Deeds(Func<DateTimeOffset> now)
{
    /// <summary>What is acted on reached the program this short a time ago: the longest wait for the store, and its races.</summary>
    private static readonly TimeSpan Good = TimeSpan.FromSeconds(45);

    private static readonly Deed[] Kinds = [Deed.Ok, Deed.Accept, Deed.Confirm, Deed.Any];

    private readonly Dictionary<(string Who, Deed What), DateTimeOffset> _last = [];

    /// <param name="keys">All that were pressed.</param>
    /// <param name="text">As it was sent.</param>
    public static Deed Of(string keys, string speech, string text)
    {
        var deed = keys.Length + speech.Length + text.Length > 0 ? Deed.Any : Deed.None;
        if (keys.Contains('1', StringComparison.Ordinal))
        {
            deed |= Deed.Ok | Deed.Accept | Deed.Confirm;
        }

        if (speech == "got it")
        {
            deed |= Deed.Confirm;
        }

        // A bare 1 or 7, in the figures of whatever script, with the letter of a session or case before it at most, or the word.
        var word = text.Trim().ToUpperInvariant();
        word = word.Length == 2 && char.IsAsciiLetterUpper(word[0]) ? word[1..] : word;
        return (word.Length == 1 && char.GetNumericValue(word[0]) is var figure and >= 0 ? ((int)figure).ToString(CultureInfo.InvariantCulture) : word) switch
        {
            "1" => deed | Deed.Ok | Deed.Accept,
            "7" or "DONE" or "OK?" => deed | Deed.Ok,
            _ => deed,
        };
    }

    public void Did(string? who, Deed deed)
    {
        if (string.IsNullOrEmpty(who))
        {
            return;
        }

        foreach (var kind in Kinds)
        {
            if (deed.HasFlag(kind))
            {
                _last[(who, kind)] = now();
            }
        }
    }

    public bool Has(string? who, Deed what) => who is not null && _last.TryGetValue((who, what), out var utc) && now() - utc <= Good;
}
