using System.Text.RegularExpressions;
using PhoneCompany.Voice;

namespace PhoneCompany.People;

internal enum OfferOutcome
{
    Rings,
    Busy,
    Invalid,
}

/// <summary>Something a person does of their own accord on a call: at what they hear, or after a while.</summary>
public sealed record Reaction
{
    /// <summary>A regular expression over one sentence of the machine or of another person, case ignored; null for a reaction to time.</summary>
    public string? Pattern { get; init; }

    /// <summary>From the last matching word (or from picking up) to the deed.</summary>
    public TimeSpan After { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How often at most in one call.</summary>
    public int Times { get; init; } = 1;

    public required Action<Handset> Do { get; init; }

    /// <summary>For example <c>Reaction.Hearing("press 1", me => me.Presses("1"))</c>.</summary>
    public static Reaction Hearing(string pattern, Action<Handset> act, TimeSpan? after = null, int times = 1) =>
        new() { Pattern = pattern, Do = act, After = after ?? TimeSpan.FromMilliseconds(500), Times = times };

    /// <summary>That long after picking up.</summary>
    public static Reaction Later(TimeSpan after, Action<Handset> act) => new() { Do = act, After = after };
}

/// <summary>Who or what takes the calls of a phone. One instance may serve many phones and calls.</summary>
public abstract record Behaviour
{
    private protected Behaviour()
    {
    }

    /// <summary>Rings until the scenario says otherwise.</summary>
    public static Behaviour Manual { get; } = new Silent();

    /// <summary>Rings out.</summary>
    public static Behaviour NoAnswer { get; } = new Silent();

    public static Behaviour Busy { get; } = new Silent { Outcome = OfferOutcome.Busy };

    /// <summary>There is no such number: failed, 404.</summary>
    public static Behaviour InvalidNumber { get; } = new Silent { Outcome = OfferOutcome.Invalid };

    /// <summary>What answering-machine detection says, also wrongly; null for what would be right.</summary>
    public string? AmdVerdict { get; init; }

    /// <summary>How long the verdict takes; null for what is usual.</summary>
    public TimeSpan? AmdDelay { get; init; }

    internal OfferOutcome Outcome { get; init; } = OfferOutcome.Rings;

    internal virtual OfferOutcome WhenOffered => Outcome;

    /// <summary>Null: it never picks up by itself.</summary>
    internal virtual TimeSpan? AnswersAfter => null;

    /// <summary>Null when there is nothing to hear.</summary>
    internal virtual bool? IsMachine => false;

    internal virtual bool SpeaksOnPlacedCalls => false;

    /// <summary>A person who picks up, says hello, and does what the script says.</summary>
    public static Behaviour Person(TimeSpan answerAfter, params Reaction[] script) => new Talks(answerAfter, "Hello?", script);

    /// <summary>The same, with other first words; "" for none.</summary>
    public static Behaviour PersonSaying(TimeSpan answerAfter, string greeting, params Reaction[] script) =>
        new Talks(answerAfter, greeting, script);

    /// <summary>A mailbox: greeting, beep, then it keeps what it hears for up to two minutes.</summary>
    public static Behaviour Voicemail(
        TimeSpan answerAfter, string greeting = "Hi, I cannot take your call. Please leave a message after the tone.", bool beep = true) =>
        new Mailbox(answerAfter, greeting, beep);

    /// <summary>A phone that answers by itself, asks who is calling, listens, and only then rings its owner.</summary>
    public static Behaviour CallScreener(TimeSpan answerAfter, Behaviour then, TimeSpan? listensFor = null) =>
        new Screens(answerAfter, then, listensFor ?? TimeSpan.FromSeconds(8));

    /// <summary>"The customer you are calling is not available", billed as answered.</summary>
    public static Behaviour CarrierRecording(
        string message = "The wireless customer you are calling is not available. Please try again later.") =>
        new Recites(TimeSpan.FromSeconds(4), message);

    /// <summary>Answered, and nothing at all.</summary>
    public static Behaviour DeadAir(TimeSpan answerAfter) => new Nothing(answerAfter);

    /// <summary>A person who says hello and then neither speaks nor presses anything.</summary>
    public static Behaviour AnswersThenSilent(TimeSpan answerAfter) => Person(answerAfter);

    public static Behaviour HangsUpMidPrompt(TimeSpan answerAfter, TimeSpan after) =>
        PersonSaying(answerAfter, "", Reaction.Later(after, me => me.HangsUp()));

    /// <summary>Presses a key that was not asked for, whenever the machine has said something.</summary>
    public static Behaviour WrongKey(TimeSpan answerAfter, string key = "5", int times = 3) =>
        PersonSaying(answerAfter, "", Reaction.Hearing(@"press|key", me => me.Presses(key), times: times));

    /// <summary>A desk's menu: it says its options until the digits are pressed, then goes on as <paramref name="then"/>.</summary>
    public static Behaviour DispatchMenu(TimeSpan answerAfter, string digits, Behaviour then, string menu) =>
        new Menu(answerAfter, digits, then, menu);

    /// <summary>Answers with music for that long, then goes on as <paramref name="then"/>.</summary>
    public static Behaviour HoldMusic(TimeSpan answerAfter, TimeSpan lasts, Behaviour then) => new Holds(answerAfter, lasts, then);

    internal virtual TimeSpan MessageEndsAfter(double charactersPerSecond) => TimeSpan.FromSeconds(4);

    internal abstract Conversation Converse(PhoneNetwork network, Handset phone, Call call);

    private sealed record Silent : Behaviour
    {
        internal override Conversation Converse(PhoneNetwork network, Handset phone, Call call) => new(network, phone, call);
    }

    private sealed record Nothing(TimeSpan Delay) : Behaviour
    {
        internal override TimeSpan? AnswersAfter => Delay;

        internal override bool? IsMachine => null;

        internal override Conversation Converse(PhoneNetwork network, Handset phone, Call call) => new(network, phone, call);
    }

    private sealed record Talks(TimeSpan Delay, string Greeting, Reaction[] Script) : Behaviour
    {
        internal override TimeSpan? AnswersAfter => Delay;

        internal override bool SpeaksOnPlacedCalls => true;

        internal override Conversation Converse(PhoneNetwork network, Handset phone, Call call) =>
            new ScriptedConversation(network, phone, call, Greeting, Script);
    }

    private sealed record Mailbox(TimeSpan Delay, string Greeting, bool Beep) : Behaviour
    {
        internal override TimeSpan? AnswersAfter => Delay;

        internal override bool? IsMachine => true;

        internal override TimeSpan MessageEndsAfter(double charactersPerSecond) =>
            TimeSpan.FromSeconds((Greeting.Length / charactersPerSecond) + 1);

        internal override Conversation Converse(PhoneNetwork network, Handset phone, Call call) =>
            new MailboxConversation(network, phone, call, Greeting, Beep);
    }

    private sealed record Screens(TimeSpan Delay, Behaviour Then, TimeSpan ListensFor) : Behaviour
    {
        internal override TimeSpan? AnswersAfter => Delay;

        internal override bool? IsMachine => true;

        internal override Conversation Converse(PhoneNetwork network, Handset phone, Call call) =>
            new ScreenerConversation(network, phone, call, Then, ListensFor);
    }

    private sealed record Recites(TimeSpan Delay, string Text) : Behaviour
    {
        internal override TimeSpan? AnswersAfter => Delay;

        internal override bool? IsMachine => true;

        internal override Conversation Converse(PhoneNetwork network, Handset phone, Call call) =>
            new RecitingConversation(network, phone, call, Text);
    }

    private sealed record Menu(TimeSpan Delay, string Digits, Behaviour Then, string Text) : Behaviour
    {
        internal override TimeSpan? AnswersAfter => Delay;

        internal override bool? IsMachine => true;

        internal override Conversation Converse(PhoneNetwork network, Handset phone, Call call) =>
            new MenuConversation(network, phone, call, Digits, Then, Text);
    }

    private sealed record Holds(TimeSpan Delay, TimeSpan Lasts, Behaviour Then) : Behaviour
    {
        internal override TimeSpan? AnswersAfter => Delay;

        internal override bool? IsMachine => null;

        internal override Conversation Converse(PhoneNetwork network, Handset phone, Call call) =>
            new HoldConversation(network, phone, call, Lasts, Then);
    }
}

/// <summary>One behaviour on one call. This one does nothing.</summary>
internal class Conversation(PhoneNetwork network, Handset phone, Call call)
{
    protected static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(500);

    protected PhoneNetwork Network => network;

    protected Handset Phone => phone;

    protected Call Call => call;

    public virtual void Starts()
    {
    }

    public virtual void Hears(HeardEntry entry)
    {
    }

    public virtual void Ends()
    {
    }

    protected void Later(TimeSpan after, Action act) => network.Board.After(after, () =>
    {
        if (!call.IsOver)
        {
            act();
        }
    });
}

internal sealed class ScriptedConversation(PhoneNetwork network, Handset phone, Call call, string greeting, Reaction[] script)
    : Conversation(network, phone, call)
{
    private readonly int[] _used = new int[script.Length];

    public override void Starts()
    {
        if (greeting.Length > 0 && Call.Direction != Directions.Inbound)
        {
            Phone.SaysOn(Call, greeting);
        }

        foreach (var reaction in script.Where(reaction => reaction.Pattern is null))
        {
            Later(reaction.After, () => Phone.During(Call, reaction.Do));
        }
    }

    public override void Hears(HeardEntry entry)
    {
        if (entry.Kind is not (HeardKind.Speech or HeardKind.Voice))
        {
            return;
        }

        for (var index = 0; index < script.Length; index++)
        {
            if (script[index] is { Pattern: { } pattern } reaction && _used[index] < reaction.Times)
            {
                const RegexOptions options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
                var match = Regex.Match(entry.Text, pattern, options, TimeSpan.FromSeconds(1));
                if (match.Success)
                {
                    React(entry, index, entry.Until(match.Index + match.Length));
                }
            }
        }
    }

    // A sentence that was cut off before the words came is not reacted to.
    private void React(HeardEntry entry, int index, TimeSpan wordsOutAfter) => Later(wordsOutAfter, () =>
    {
        if (entry.IsCutOff && entry.Duration < wordsOutAfter)
        {
            return;
        }

        if (_used[index]++ < script[index].Times)
        {
            Later(script[index].After, () => Phone.During(Call, script[index].Do));
        }
    });
}

internal sealed class MailboxConversation(PhoneNetwork network, Handset phone, Call call, string greeting, bool beep)
    : Conversation(network, phone, call)
{
    private DateTimeOffset? _keepsFromUtc;

    public override void Starts() => Later(Breath, () =>
    {
        var greeted = Phone.SaysOn(Call, greeting);
        Later(greeted + Breath, () =>
        {
            _keepsFromUtc = Network.Board.Now;
            if (beep)
            {
                Phone.SoundsOn(Call, HeardKind.Beep, "beep");
            }

            Later(TimeSpan.FromMinutes(2), () => Phone.HangsUpCall(Call));
        });
    });

    public override void Ends()
    {
        if (_keepsFromUtc is { } from)
        {
            var words = Phone.HeardOn(Call)
                .Where(entry => entry.Kind is HeardKind.Speech or HeardKind.Voice)
                .Select(entry => entry.TextFrom(from))
                .Where(text => text.Length > 0);
            Phone.Keep(new VoicemailRecording(from, Call.From, string.Join(' ', words), Network.Board.Now - from, Call.Sid));
        }
    }
}

internal sealed class ScreenerConversation(PhoneNetwork network, Handset phone, Call call, Behaviour then, TimeSpan listensFor)
    : Conversation(network, phone, call)
{
    private const string Question = "Hi, the person you are calling uses a screening service. Please say your name and why you are calling.";

    public override void Starts() => Later(Breath, () => Later(Phone.SaysOn(Call, Question) + listensFor, () =>
    {
        if (then.AnswersAfter is { } delay)
        {
            Later(delay, () => Phone.Converse(Call, then));
        }
        else
        {
            Later(TimeSpan.FromSeconds(20), () => Phone.HangsUpCall(Call));
        }
    }));
}

internal sealed class RecitingConversation(PhoneNetwork network, Handset phone, Call call, string text)
    : Conversation(network, phone, call)
{
    public override void Starts() => Later(Breath, () => Later(Phone.SaysOn(Call, text) + Breath, () =>
        Later(Phone.SaysOn(Call, text) + Breath, () => Phone.HangsUpCall(Call))));
}

internal sealed class MenuConversation(PhoneNetwork network, Handset phone, Call call, string digits, Behaviour then, string menu)
    : Conversation(network, phone, call)
{
    private string _pressed = "";
    private bool _passed;

    public override void Starts() => Later(Breath, Recite);

    public override void Hears(HeardEntry entry)
    {
        if (_passed || entry.Kind != HeardKind.Tone)
        {
            return;
        }

        _pressed += entry.Text;
        if (_pressed.EndsWith(digits, StringComparison.Ordinal))
        {
            _passed = true;
            Later(then.AnswersAfter ?? Breath, () => Phone.Converse(Call, then));
        }
    }

    private void Recite()
    {
        if (!_passed)
        {
            Later(Phone.SaysOn(Call, menu) + TimeSpan.FromSeconds(3), Recite);
        }
    }
}

internal sealed class HoldConversation(PhoneNetwork network, Handset phone, Call call, TimeSpan lasts, Behaviour then)
    : Conversation(network, phone, call)
{
    public override void Starts()
    {
        Phone.SoundsOn(Call, HeardKind.Music, "hold music");
        Later(lasts, () => Phone.Converse(Call, then));
    }
}
