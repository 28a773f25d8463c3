using RealFaults.Processes;
using RealFaults.Watching;

namespace RealFaults;

/// <summary>What becomes of a caller when they have answered as often as they will.</summary>
internal enum Fate
{
    Finishes,

    /// <summary>Lies there until somebody is sent for them.</summary>
    FallsSilent,

    /// <summary>Says that they are OK when people are being reached already.</summary>
    ComesBack,
}

/// <summary>
/// A caller, who texts, and sometimes stays on the line as well. What they mean to do survives whatever is killed: a text that nothing comes of is
/// sent again, as people do.
/// </summary>
internal sealed class Caller
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(10);

    private readonly Crew _crew;
    private readonly Dice _dice;
    private readonly Fate _fate;
    private readonly string _address;
    private readonly bool _calls;
    private int _answers;
    private string? _wants;
    private DateTimeOffset _nextUtc;
    private bool _answersCalls = true;
    private bool _finishing;

    public Caller(Crew crew, int index, Dice dice, DateTimeOffset now)
    {
        (_crew, _dice) = (crew, dice);
        Seen = new Watched($"+1905556{index % 10000:0000}", Word(index));
        _address = $"{100 + index} {Seen.Place} St, {Service.Town}";
        _fate = dice.Below(5) switch { < 2 => Fate.Finishes, < 4 => Fate.FallsSilent, _ => Fate.ComesBack };
        _answers = dice.Below(3);
        _calls = dice.Chance(0.25);
        Wants($"SPOT at {_address}", now);
    }

    /// <summary>As it looks from outside.</summary>
    public Watched Seen { get; }

    /// <summary>They were told that it is over, as they asked.</summary>
    public bool IsDone => Seen.ClosedUtc is not null;

    /// <summary>Does what is time for.</summary>
    /// <param name="companyIsNew">The phone company has begun anew since, and knows nothing of this phone.</param>
    public async Task ActAsync(DateTimeOffset now, bool companyIsNew)
    {
        if (companyIsNew)
        {
            await TellMannerAsync();
        }

        if (Seen is { HelpedUtc: { } helped, SilentUtc: not null } && !_finishing && now > helped + TimeSpan.FromSeconds(15))
        {
            // Somebody has reached them.
            _answersCalls = true;
            await TellMannerAsync();
            Finishes(now);
        }

        if (_wants is { } words && now >= _nextUtc && !IsDone)
        {
            await _crew.ActAsync(Seen.Number, "texts", $"?body={Uri.EscapeDataString(words)}");
            _nextUtc = now + Again;
        }
    }

    /// <summary>A text has come.</summary>
    public async Task GetsAsync(string words, DateTimeOffset now)
    {
        if (Has("wrong on our side"))
        {
            // Sent once more, as it asks.
            Wants(_wants ?? (_finishing ? "7" : "1"), now + _dice.Seconds(2, 4));
        }
        else if (Has("with you from now"))
        {
            var first = Seen.WatchedUtc is null;
            (_wants, Seen.WatchedUtc) = (null, Seen.WatchedUtc ?? now);
            if (first && _calls)
            {
                await _crew.ActAsync(Seen.Number, "calls");
            }
        }
        else if (Has("SAME if it's"))
        {
            Wants("SAME", now);
        }
        else if (Has("Nothing is running") && !_finishing)
        {
            // What they sent first never came.
            Wants($"SPOT at {_address}", now);
        }
        else if (Has("still with you") && Seen.WatchedUtc is null)
        {
            (_wants, Seen.WatchedUtc) = (null, now);
        }
        else if (Has("one for now") || Has("we're done for now") || (_finishing && (Has("Nothing is running") || Has("not understood"))))
        {
            (_wants, Seen.ClosedUtc) = (null, now);
        }
        else if (Has("Still with me") || Has("need to hear from you") || Has("once more") || Has("couldn't reach you") || Has("I was away"))
        {
            await IsAskedAsync(words, now);
        }
        else if (Has("Next one in") || Has("stand down"))
        {
            _wants = _finishing ? "7" : null;
        }

        bool Has(string what) => words.Contains(what, StringComparison.Ordinal);
    }

    /// <summary>The machine says something on their line. Whoever answers there presses the key without being told.</summary>
    public async Task HearsAsync(string words, DateTimeOffset now)
    {
        if (words.Contains("Still with me", StringComparison.Ordinal))
        {
            await IsAskedAsync(null, now);
        }
    }

    /// <param name="text">Null where they were asked on the line.</param>
    private async Task IsAskedAsync(string? text, DateTimeOffset now)
    {
        if (!_answersCalls || (Seen.SilentUtc is not null && !_finishing))
        {
            return;
        }

        if (_answers > 0 || _finishing)
        {
            _answers--;
            if (_finishing)
            {
                Wants("7", now + _dice.Seconds(4, 8));
            }
            else if (text is not null)
            {
                Wants(Reply(text), now + _dice.Seconds(4, 8));
            }

            return;
        }

        switch (_fate)
        {
            case Fate.Finishes:
                Finishes(now + _dice.Seconds(4, 8));
                break;
            case Fate.FallsSilent:
                (_wants, _answersCalls, Seen.SilentUtc) = (null, false, now);
                await TellMannerAsync();
                break;
            default:
                // By then people are being rung.
                Finishes(now + Service.Miss + _dice.Seconds(1, 20));
                break;
        }
    }

    private void Finishes(DateTimeOffset utc)
    {
        _finishing = true;
        Wants("7", utc);
    }

    private void Wants(string words, DateTimeOffset utc) => (_wants, _nextUtc) = (words, utc);

    private Task<bool> TellMannerAsync() => _crew.ActAsync(Seen.Number, "manner", $"?answers={(_answersCalls ? "true" : "false")}");

    /// <summary>"... Reply 1. ..." asks for 1.</summary>
    private static string Reply(string words) =>
        words.IndexOf("eply ", StringComparison.Ordinal) is var at and >= 0 ? words[(at + 5)..].Split(' ', '.', ':')[0] : "1";

    /// <summary>Letters only, and nobody else's.</summary>
    private static string Word(int index)
    {
        const string letters = "bcdfghjklmnpqrstvwxz";
        return $"Quill{letters[index / 400 % 20]}o{letters[index / 20 % 20]}a{letters[index % 20]}e";
    }
}
