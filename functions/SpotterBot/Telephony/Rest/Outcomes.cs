namespace SpotterBot.Telephony;

/// <summary>How a request to Twilio came out. Nothing that the network or Twilio does is an exception; only the caller's own cancellation is.</summary>
/// <typeparam name="T">What Twilio answers with.</typeparam>
public abstract record Sent<T>
{
    private Sent()
    {
    }

    /// <summary>Done.</summary>
    /// <param name="Value">What Twilio answered.</param>
    public sealed record Ok(T Value) : Sent<T>;

    /// <summary>Not done, and asking again would change nothing: Twilio, or our own guard, said no.</summary>
    /// <param name="Failure">Why.</param>
    public sealed record Refused(Failure Failure) : Sent<T>;

    /// <summary>It may have been done: nothing came back after it was sent, or only an error of the server. To be reconciled, not repeated.</summary>
    /// <param name="Failure">What came back.</param>
    public sealed record Ambiguous(Failure Failure) : Sent<T>;

    /// <summary>Certainly not done, for now: never reached Twilio, or turned away unprocessed. Safe to ask again.</summary>
    /// <param name="Failure">What stood in the way.</param>
    public sealed record NotSent(Failure Failure) : Sent<T>;

    /// <summary>What went wrong, or null where nothing did.</summary>
    public Failure? Why => this switch
    {
        Refused refused => refused.Failure,
        Ambiguous ambiguous => ambiguous.Failure,
        NotSent notSent => notSent.Failure,
        _ => null,
    };
}

/// <summary>What was learned about a create whose outcome was ambiguous.</summary>
/// <typeparam name="T">What would have been created.</typeparam>
public abstract record Reconciled<T>
{
    private Reconciled()
    {
    }

    /// <summary>It exists: the create went through.</summary>
    /// <param name="Value">What was created.</param>
    public sealed record Found(T Value) : Reconciled<T>;

    /// <summary>The list does not hold it. Lists lag a little behind: ask again until patience runs out.</summary>
    public sealed record NotFound : Reconciled<T>;

    /// <summary>The list could not be read.</summary>
    /// <param name="Failure">Why.</param>
    public sealed record Unknown(Failure Failure) : Reconciled<T>;
}

/// <summary>The answer of a request that answers nothing.</summary>
public readonly record struct Done;

/// <summary>Why a request failed, in facts that may stand in a log: never a number, a body or a token.</summary>
/// <param name="Kind">What it means for us.</param>
/// <param name="Code">Twilio's error code, where it gave one.</param>
/// <param name="HttpStatus">The HTTP status, where there was an answer.</param>
public sealed record Failure(FailureKind Kind, int? Code = null, int? HttpStatus = null)
{
    /// <summary>Why our own guard refused the number, where it did (<see cref="FailureKind.Guarded"/>).</summary>
    public DialRefusal? Guard { get; init; }

    /// <summary>What the ladder does about it: as the code's table says, unless the circumstances gave the code another meaning.</summary>
    public Consequence Consequence =>
        Code is { } code && ProviderErrors.Find(code) is { } known && known.Kind == Kind ? known.Consequence : Kind.UsualConsequence();
}

/// <summary>What a failure means.</summary>
public enum FailureKind
{
    /// <summary>This number or request will never work.</summary>
    Permanent,

    /// <summary>It did not work now: network, server, unreachable handset.</summary>
    Temporary,

    /// <summary>The account, its numbers, registrations or permissions need someone to set them right.</summary>
    Configuration,

    /// <summary>The person texted STOP: no text reaches them; calls do.</summary>
    OptedOut,

    /// <summary>The number takes no texts: a landline, or no route.</summary>
    NotText,

    /// <summary>The call, room or record is not there any more, or not in progress.</summary>
    Gone,

    /// <summary>Too much at once; certainly not processed.</summary>
    Concurrency,

    /// <summary>Our own guard refused the number; Twilio was not asked.</summary>
    Guarded,

    /// <summary>Our request or document was malformed: a fault of this program.</summary>
    Bug,
}

/// <summary>What the ladder does about a failure. In every case it also moves on: no failure stops it.</summary>
public enum Consequence
{
    /// <summary>Try the next number or person.</summary>
    NextNumber,

    /// <summary>Call instead of texting.</summary>
    UseVoice,

    /// <summary>Try the same again shortly.</summary>
    Retry,

    /// <summary>Tell the coordinators: someone has to set something right; meanwhile the next number or channel.</summary>
    AlarmCoordinators,

    /// <summary>Take the call, room or record as ended.</summary>
    TreatAsEnded,
}

/// <summary>What usually follows from a kind of failure that has no code of its own.</summary>
public static class FailureKinds
{
    /// <summary>The consequence where no error code says otherwise.</summary>
    public static Consequence UsualConsequence(this FailureKind kind) => kind switch
    {
        FailureKind.Permanent or FailureKind.Guarded => Consequence.NextNumber,
        FailureKind.Temporary or FailureKind.Concurrency => Consequence.Retry,
        FailureKind.OptedOut or FailureKind.NotText => Consequence.UseVoice,
        FailureKind.Gone => Consequence.TreatAsEnded,
        _ => Consequence.AlarmCoordinators,
    };
}
