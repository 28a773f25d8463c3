using System.Text.RegularExpressions;
using PhoneCompany.People;

namespace PhoneSimulator.Stories;

/// <summary>Somebody in a story. What they do and wait for reads as a sentence; patterns are regular expressions, case ignored.</summary>
public sealed class StoryActor(Telling telling, Member member, Handset phone)
{
    private const RegexOptions Loosely = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <summary>A key pressed in the moment between two prompts is lost: whoever is asked again presses again.</summary>
    private const int TimesPressed = 3;

    private static readonly TimeSpan PatternPatience = TimeSpan.FromSeconds(1);

    private readonly HashSet<string> _read = [.. phone.Inbox.Select(t => t.MessageSid)];
    private int _heardFrom = phone.Mark;

    public string Name => member.Name;

    /// <summary>From now on their phone does this by itself when it rings: a <see cref="BehaviourChoice.Id"/>.</summary>
    public void Is(string behaviour) => telling.Behave(member, behaviour);

    public void Texts(string body) => phone.Texts(body, Cast.Line);

    public void Calls()
    {
        _heardFrom = phone.Mark;
        phone.PlacesCall(Cast.Line);
    }

    public void Presses(string keys)
    {
        _heardFrom = phone.Mark;
        phone.Presses(keys);
    }

    /// <summary>Speaks, and is done when the words are out.</summary>
    public async Task SaysAsync(string words)
    {
        telling.Spoken();
        _heardFrom = phone.Mark;
        phone.Says(words);
        await telling.PassAsync(words.Length / telling.CharactersPerSecond);
    }

    /// <summary>Picks up, if somebody at the desk has not done so already.</summary>
    public void Answers()
    {
        _heardFrom = phone.Mark;
        if (!phone.IsInCall)
        {
            phone.Answers();
        }
    }

    /// <summary>Hangs up, if their line is not down already.</summary>
    public void HangsUp()
    {
        if (phone.Call is not null)
        {
            phone.HangsUp();
        }
    }

    /// <summary>Their phone rings.</summary>
    public async Task IsRungAsync(double within = 60)
    {
        telling.Between();
        await telling.UntilAsync(now => phone.IsRinging || phone.IsInCall ? now : null, within, $"{Name}'s phone does not ring");
    }

    /// <summary>Such a text comes; each is waited for once.</summary>
    public async Task GetsAsync(string pattern, double within = 60)
    {
        telling.Between();
        ReceivedText? New() => phone.Inbox.FirstOrDefault(t => !_read.Contains(t.MessageSid) && Regex.IsMatch(t.Body, pattern, Loosely, PatternPatience));
        await telling.UntilAsync(now => New() is not null ? now : null, within, $"{Name} gets no text like \"{pattern}\"");
        _read.Add(New()!.MessageSid);
    }

    /// <summary>Such words are spoken to them, to the end of the sentence, since they last did something.</summary>
    public async Task HearsAsync(string pattern, double within = 60)
    {
        telling.Spoken();
        await telling.UntilAsync(_ => OutUtc(pattern), within, $"{Name} does not hear \"{pattern}\"");
    }

    /// <summary>Presses these keys, and again if they are asked again, until such words are spoken to them.</summary>
    public async Task PressesUntilHearsAsync(string keys, string asked, string pattern, double within = 60)
    {
        telling.Spoken();
        for (var times = 1; ; times++)
        {
            var again = times < TimesPressed;
            Presses(keys);
            await telling.UntilAsync(
                _ => new[] { OutUtc(pattern), again ? OutUtc(asked) : null }.Min(), within, $"{Name} presses {keys} and does not hear \"{pattern}\"");
            if (OutUtc(pattern) <= telling.NowUtc)
            {
                return;
            }
        }
    }

    /// <summary>The same after a quiet while, which passes quickly.</summary>
    public async Task HearsAfterQuietAsync(string pattern, double within)
    {
        telling.Between();
        await telling.UntilAsync(now => OutUtc(pattern) is null ? null : now, within, $"{Name} does not hear \"{pattern}\"");
        await HearsAsync(pattern);
    }

    /// <summary>A key is pressed at the other end.</summary>
    public async Task HearsKeyAsync(string key, double within = 60)
    {
        telling.Spoken();
        await telling.UntilAsync(
            now => phone.HeardSince(_heardFrom).Any(h => h.Kind == HeardKind.Tone && h.Text == key) ? now : null, within, $"{Name} hears no {key} keyed");
    }

    /// <summary>They are in one room with this other, who hears them and is heard.</summary>
    public async Task IsTogetherWithAsync(StoryActor other, double within = 60)
    {
        telling.Spoken();
        await telling.UntilAsync(
            now => phone.Call?.ConferenceName is { } room && room == other.Room ? now : null, within, $"{Name} and {other.Name} are not brought together");
    }

    /// <summary>Their line is down, whoever ended it.</summary>
    public async Task IsOffTheLineAsync(double within = 60)
    {
        telling.Between();
        await telling.UntilAsync(now => phone.IsIdle ? now : null, within, $"{Name}'s line stays up");
    }

    private string? Room => phone.Call?.ConferenceName;

    /// <summary>When the words are out, as far as is known: they may yet be cut off.</summary>
    private DateTimeOffset? OutUtc(string pattern) => phone.HeardSince(_heardFrom)
        .Where(h => h.Kind is HeardKind.Speech or HeardKind.Voice && Regex.IsMatch(h.Text, pattern, Loosely, PatternPatience))
        .Select(h => (DateTimeOffset?)(h.Utc + h.Duration))
        .Min();
}
