using System.Text.RegularExpressions;
using PhoneCompany;
using PhoneCompany.People;
using PhoneCompany.Voice;

namespace Scenarios.Support;

/// <summary>Somebody with a phone. What they do reads as a sentence; what they did not expect is remembered.</summary>
public sealed class Actor
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Scenario _scenario;
    private readonly HashSet<string> _expectedTexts = [];
    private readonly HashSet<string> _expectedCalls = [];
    private readonly List<Regex> _ignored = [];
    private bool _ignoresCalls;
    private int _heardFrom;

    internal Actor(Scenario scenario, string name, string number)
    {
        _scenario = scenario;
        Name = name;
        Number = number;
        Phone = scenario.Network.Phone(number);
    }

    public Scenario Scenario => _scenario;

    public string Name { get; }

    public string Number { get; }

    public Handset Phone { get; }

    /// <summary>How their phone answers by itself; manual until told otherwise.</summary>
    public Actor Is(Behaviour behaviour)
    {
        Phone.Behaviour = behaviour;
        return this;
    }

    public Actor Texts(string body)
    {
        Phone.Texts(body, Scenario.Line);
        _scenario.RunSeconds(1.5);
        return this;
    }

    /// <summary>A text like this came, or comes within the given seconds; it is then no surprise.</summary>
    public Actor Gets(string pattern, double within = 20)
    {
        var found = _scenario.RunUntil(() => Unread(pattern) is not null, TimeSpan.FromSeconds(within));
        Assert.True(found, $"{Name} got no text like \"{pattern}\" within {within} s.\n{_scenario.Transcript()}");
        _expectedTexts.Add(Unread(pattern)!.MessageSid);
        return this;
    }

    public Actor GetsNothingLike(string pattern)
    {
        Assert.DoesNotContain(Phone.Inbox, t => Regex.IsMatch(t.Body, pattern, RegexOptions.IgnoreCase));
        return this;
    }

    /// <summary>Texts like this do not matter to this scenario.</summary>
    public Actor MayGet(string pattern)
    {
        _ignored.Add(new Regex(pattern, RegexOptions.IgnoreCase));
        return this;
    }

    /// <summary>Calls to them do not matter to this scenario.</summary>
    public Actor MayBeRung()
    {
        _ignoresCalls = true;
        return this;
    }

    /// <summary>Their phone rings within the given seconds, or was answered by itself.</summary>
    public Actor IsRung(double within = 20)
    {
        var found = _scenario.RunUntil(() => NewCall() is not null, TimeSpan.FromSeconds(within));
        Assert.True(found, $"{Name} was not rung within {within} s.\n{_scenario.Transcript()}");
        _expectedCalls.Add(NewCall()!.Sid);
        _heardFrom = Phone.Mark;
        return this;
    }

    /// <summary>They were called this often so far, however it went; none of it is then a surprise.</summary>
    public Actor WasRung(int times)
    {
        var calls = CallsToThem().ToList();
        Assert.True(calls.Count == times, $"{Name} was rung {calls.Count} times, not {times}.\n{_scenario.Transcript()}");
        _expectedCalls.UnionWith(calls.Select(c => c.Sid));
        return this;
    }

    /// <summary>When their phone began to ring, call after call.</summary>
    public IReadOnlyList<DateTimeOffset> RungUtc =>
        [.. CallsToThem().Select(c => c.History.FirstOrDefault(h => h.Status == "ringing")?.Utc).OfType<DateTimeOffset>()];

    public Actor IsNotRung(double within)
    {
        var rung = _scenario.RunUntil(() => NewCall() is not null, TimeSpan.FromSeconds(within));
        Assert.False(rung, $"{Name} was rung.\n{_scenario.Transcript()}");
        return this;
    }

    public Actor Answers()
    {
        _heardFrom = Phone.Mark;
        Phone.Answers();
        _scenario.RunSeconds(1);
        return this;
    }

    public Actor Presses(string keys)
    {
        _heardFrom = Phone.Mark;
        Phone.Presses(keys);
        _scenario.RunSeconds(0.5);
        return this;
    }

    /// <summary>One key after the other, for as long as the line is up.</summary>
    /// <param name="apart">Seconds from one to the next.</param>
    public Actor PressesOneByOne(string keys, double apart)
    {
        _heardFrom = Phone.Mark;
        foreach (var key in keys.Where(_ => Phone.IsInCall))
        {
            Phone.Presses(key.ToString());
            _scenario.RunSeconds(apart);
        }

        return this;
    }

    /// <param name="heardAs">What speech recognition makes of it, if something else.</param>
    /// <param name="confidence">How sure recognition is, 0 to 1.</param>
    public Actor Says(string words, string? heardAs = null, double confidence = 0.9)
    {
        _heardFrom = Phone.Mark;
        Phone.Says(words, heardAs, confidence);
        _scenario.RunSeconds(0.5);
        return this;
    }

    public Actor HangsUp()
    {
        Phone.HangsUp();
        _scenario.RunSeconds(0.5);
        return this;
    }

    public Actor Calls(string? number = null, string? callerId = null)
    {
        _heardFrom = Phone.Mark;
        _expectedCalls.Add(Phone.PlacesCall(number ?? Scenario.Line, callerId).Sid);
        _scenario.RunSeconds(1);
        return this;
    }

    /// <summary>They hear this, since they last did something, within the given seconds.</summary>
    public Actor Hears(string pattern, double within = 30)
    {
        var heard = _scenario.RunUntil(() => Phone.HasHeard(pattern, _heardFrom), TimeSpan.FromSeconds(within));
        Assert.True(heard, $"{Name} did not hear \"{pattern}\" within {within} s, but: {Phone.WordsSince(_heardFrom)}\n{_scenario.Transcript()}");
        return this;
    }

    /// <summary>Asked whether they meant it, they hear it out and press 1 again.</summary>
    /// <param name="asked">What they are asked.</param>
    public Actor Confirms(string asked = "Press 1 again")
    {
        Hears(asked);
        _scenario.RunSeconds(2.5);
        return Presses("1");
    }

    public Actor NeverHeard(string pattern)
    {
        Assert.False(Phone.HasHeard(pattern), $"{Name} heard \"{pattern}\".\n{_scenario.Transcript()}");
        return this;
    }

    /// <summary>What they heard since they last did something does not hold this.</summary>
    public Actor HearsNothingLike(string pattern)
    {
        Assert.False(Phone.HasHeard(pattern, _heardFrom), $"{Name} heard \"{pattern}\".\n{_scenario.Transcript()}");
        return this;
    }

    /// <summary>Nothing their voicemail kept holds this.</summary>
    public Actor VoicemailKept(string never)
    {
        Assert.DoesNotContain(Phone.VoicemailRecordings, r => Regex.IsMatch(r.Text, never, RegexOptions.IgnoreCase));
        return this;
    }

    /// <summary>Their line is down, or goes down within the given seconds.</summary>
    public Actor IsOffTheLine(double within = 20)
    {
        Assert.True(_scenario.RunUntil(() => Phone.IsIdle, TimeSpan.FromSeconds(within)), $"{Name}'s line is still up.\n{_scenario.Transcript()}");
        return this;
    }

    internal IEnumerable<string> Unexpected()
    {
        var texts = Phone.Inbox
            .Where(t => !_expectedTexts.Contains(t.MessageSid) && !_ignored.Exists(i => i.IsMatch(t.Body)))
            .Select(t => $"{t.Utc:HH:mm:ss} text to {Name}: {t.Body}");
        var calls = _ignoresCalls ? [] : CallsToThem().Where(c => !_expectedCalls.Contains(c.Sid)).Select(c => $"call to {Name}: {c.Sid} {c.Status}");
        return texts.Concat(calls);
    }

    private ReceivedText? Unread(string pattern) => Phone.Inbox.FirstOrDefault(
        t => !_expectedTexts.Contains(t.MessageSid) && Regex.IsMatch(t.Body, pattern, RegexOptions.IgnoreCase));

    private Call? NewCall() => CallsToThem().FirstOrDefault(c => !_expectedCalls.Contains(c.Sid) && c.Status is "ringing" or "in-progress");

    /// <summary>One that was withdrawn before it rang was no call to them.</summary>
    private IEnumerable<Call> CallsToThem() => _scenario.Network.Calls.Where(
        c => c.To == Number && c.Status != "queued" && (c.Status != "canceled" || c.History.Any(h => h.Status == "ringing")));
}
