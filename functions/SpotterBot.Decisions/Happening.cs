using System.Collections.Immutable;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Texts;

namespace SpotterBot.Decisions;

/// <summary>Something that happened to a session.</summary>
public abstract record Happening
{
    /// <summary>A wake-up fell due. Every deadline that has passed is acted on.</summary>
    public sealed record TimePassed : Happening;

    /// <summary>The caller texted about this session.</summary>
    /// <param name="MessageSid">Redacted at the phone company with the place, where the text holds one.</param>
    public sealed record CallerTexted(TextCommand Command, string MessageSid) : Happening;

    /// <summary>Somebody rung for, or on, this session's case texted about it.</summary>
    public sealed record CaseTexted(Party From, char Letter, TextCommand Command) : Happening;

    /// <summary>The caller's phone called in, or the code was keyed on another: a leg of theirs is on the line.</summary>
    /// <param name="CallableNumber">E.164 of the phone they call from, where it can be called back.</param>
    /// <param name="Key">The key already pressed in the lobby, if any.</param>
    public sealed record CallerCalledIn(string CallSid, string? CallableNumber, bool ByCode, string? Key = null) : Happening;

    /// <summary>Somebody on the case called in; or, as <see cref="PartyKind.Ems"/>, whoever rings the number kept for EMS or from a dispatch line.</summary>
    /// <param name="Code">Keyed already, by whoever rings for EMS.</param>
    public sealed record CaseCalledIn(Party From, string CallSid, string? Code = null) : Happening;

    /// <summary>A leg asks for its document.</summary>
    /// <param name="Step">The document it asks for.</param>
    /// <param name="CheckIn">The check-in that was current when the document was handed out.</param>
    /// <param name="Keys">Keys pressed: null where none were asked for or none came.</param>
    /// <param name="Left">It came out of the room.</param>
    /// <param name="Confidence">How sure the phone company is of <paramref name="Speech"/>, 0 to 1; null where it did not say.</param>
    /// <param name="RecordingSid">What was recorded in this document.</param>
    /// <param name="Closed">The keys were closed by the pound key.</param>
    public sealed record LegAsks(
        string LegId,
        string CallSid,
        int Step,
        int CheckIn,
        string? Keys = null,
        string? Speech = null,
        bool Silent = false,
        bool Left = false,
        double? Confidence = null,
        string? RecordingSid = null,
        bool Closed = false) : Happening;

    /// <summary>The phone company reports a finished recording, whether or not the leg brought it.</summary>
    /// <param name="Step">The document it was recorded in.</param>
    public sealed record Recorded(string LegId, int Step, string RecordingSid) : Happening;

    /// <summary>The phone company reports a call's state.</summary>
    /// <param name="Sequence">Order of the report within the call; null for a state that was read, not reported.</param>
    /// <param name="Rings">The phone rings: more than an order that was taken.</param>
    public sealed record CallStatus(string LegId, string CallSid, LegState State, LegEnd End, int? Sequence, bool Rings = false) : Happening;

    public sealed record CallPlaced(string LegId, string CallSid) : Happening;

    /// <summary>The order for a call was refused, or its person was not to be had.</summary>
    public sealed record CallRefused(string LegId, Refusal Refusal) : Happening;

    /// <summary>The order's answer never came.</summary>
    public sealed record CallUnknown(string LegId) : Happening;

    public sealed record CallFound(string LegId, string CallSid) : Happening;

    public sealed record CallNotFound(string LegId) : Happening;

    /// <summary>The call was already over when something was wanted of it.</summary>
    public sealed record CallGone(string LegId) : Happening;

    public sealed record TextSent(string Attempt, string MessageSid) : Happening;

    /// <summary>A text was refused at once or reported undeliverable later.</summary>
    public sealed record TextFailed(string Attempt, Party To, Refusal Refusal) : Happening;

    /// <summary>The order's answer never came: the text may be on its way.</summary>
    public sealed record TextUnknown(string Attempt) : Happening;

    public sealed record RoomSeen(ImmutableArray<string> CallSids) : Happening;

    /// <summary>A leg joined or left the room.</summary>
    public sealed record RoomChanged(string CallSid, bool Joined) : Happening;

    /// <summary>An intent without a result of its own was carried out, or given up.</summary>
    public sealed record Carried(string Attempt, bool Done = true) : Happening;

    /// <summary>
    /// What came of one try of an attempt. Its claim may have run out long since, and another have claimed the attempt anew: then only what says that it
    /// was done is news.
    /// </summary>
    /// <param name="Try">The attempt's <see cref="Pending.Tries"/> then.</param>
    public sealed record OfTry(string Attempt, int Try, Happening What) : Happening;

    /// <summary>It could not be done now and is owed: it is tried again later.</summary>
    public sealed record Postponed(string Attempt) : Happening;

    /// <summary>A text lies at the phone company, to be sent then.</summary>
    public sealed record TextScheduled(string Attempt, string MessageSid, DateTimeOffset SendAtUtc) : Happening;

    public sealed record TextNotScheduled(string Attempt, Refusal Refusal) : Happening;

    /// <summary>The order's answer never came, and the phone company does not list it (yet).</summary>
    public sealed record ScheduleUnknown(string Attempt) : Happening;

    /// <param name="Certain">The list was read. False: it could not be.</param>
    public sealed record ScheduledTextNotFound(string Attempt, bool Certain) : Happening;

    /// <summary>A text that was to be sent will not be any more, or was.</summary>
    public sealed record TextCalledOff(string MessageSid, bool WasSent) : Happening;

    /// <summary>Somebody on the roster has had many hard cases lately.</summary>
    /// <param name="Count">Within a week.</param>
    public sealed record ExposureHigh(Party Who, int Count) : Happening;

    /// <summary>Nobody was there for a while: what the phone company reported in that time never came.</summary>
    public sealed record OutOfTouch : Happening;

    /// <summary>What whoever the caller named said before.</summary>
    public sealed record ConsentFound(string Attempt, Consent Said) : Happening;

    /// <summary>Somebody whom this caller named says by text whether they may be rung.</summary>
    /// <param name="Number">Theirs, E.164: the caller may have named another meanwhile.</param>
    public sealed record ConsentSaid(string Number, Consent Said) : Happening;

    /// <summary>A second session was opened or closed on the same phone.</summary>
    /// <param name="Letter">The one this session has on it; null: as before.</param>
    public sealed record LettersNeeded(bool Needed, char? Letter = null) : Happening;
}

/// <summary>Why the phone company, or our own guard, would not.</summary>
public enum Refusal
{
    /// <summary>This number can never be reached this way.</summary>
    Permanent,
    Temporary,

    /// <summary>Our own account or settings are at fault: coordinators are alarmed.</summary>
    Configuration,
    OptedOut,

    /// <summary>Not a phone that can get texts.</summary>
    NotText,

    /// <summary>The person is on another case or off.</summary>
    PersonTaken,
}
