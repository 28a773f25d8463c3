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

    /// <summary>A person who listens to everything and decides for themselves.</summary>
    /// <param name="greeting">Their first words; "" for none.</param>
    /// <param name="connected">The call stands: one they answered, or one they placed.</param>
    /// <param name="hears">At the beginning of every sound; what is done about it is for <see cref="OpenCall.Later"/>.</param>
    public static Behaviour Listener(TimeSpan answerAfter, string greeting, Action<OpenCall> connected, Action<OpenCall, HeardEntry> hears) =>
        new Listens(answerAfter, greeting, connected, hears);

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

    private sealed record Listens(TimeSpan Delay, string Greeting, Action<OpenCall> Connected, Action<OpenCall, HeardEntry> OnSound) : Behaviour
    {
        internal override TimeSpan? AnswersAfter => Delay;

        internal override bool SpeaksOnPlacedCalls => true;

        internal override Conversation Converse(PhoneNetwork network, Handset phone, Call call) =>
            new ListeningConversation(network, phone, call, Greeting, Connected, OnSound);
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
