using System.Text.Json.Serialization;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions;

/// <summary>Something the world must be made to do. It is saved before it is done, and its result comes back as a <see cref="Happening"/>.</summary>
[JsonDerivedType(typeof(PlaceCall), "call")]
[JsonDerivedType(typeof(FindCall), "find")]
[JsonDerivedType(typeof(FetchCall), "fetch")]
[JsonDerivedType(typeof(RedirectCall), "redirect")]
[JsonDerivedType(typeof(CancelCall), "cancel")]
[JsonDerivedType(typeof(EndCall), "end")]
[JsonDerivedType(typeof(ExtendCall), "extend")]
[JsonDerivedType(typeof(SendText), "text")]
[JsonDerivedType(typeof(Announce), "announce")]
[JsonDerivedType(typeof(SetEndsRoom), "endsroom")]
[JsonDerivedType(typeof(LookInRoom), "look")]
[JsonDerivedType(typeof(LinkPhone), "link")]
[JsonDerivedType(typeof(UnlinkPhone), "unlink")]
[JsonDerivedType(typeof(ClaimPerson), "claim")]
[JsonDerivedType(typeof(ReleasePerson), "release")]
[JsonDerivedType(typeof(Keep), "keep")]
[JsonDerivedType(typeof(NoteTextChannel), "channel")]
[JsonDerivedType(typeof(NoteLanguage), "language")]
[JsonDerivedType(typeof(LinkIsOver), "over")]
[JsonDerivedType(typeof(CountExposure), "exposure")]
[JsonDerivedType(typeof(NoteThreat), "threat")]
[JsonDerivedType(typeof(WantAgain), "again")]
[JsonDerivedType(typeof(FindConsent), "consent")]
[JsonDerivedType(typeof(KeepConsent), "consented")]
[JsonDerivedType(typeof(RedactText), "redact")]
[JsonDerivedType(typeof(DeleteRecording), "delete")]
[JsonDerivedType(typeof(FindRecordings), "recordings")]
[JsonDerivedType(typeof(ForgetPhone), "forget")]
[JsonDerivedType(typeof(ScheduleText), "schedule")]
[JsonDerivedType(typeof(FindScheduledText), "findscheduled")]
[JsonDerivedType(typeof(CallOffText), "calloff")]
public abstract record Intent
{
    /// <summary>Calls somebody. A peer or coordinator is first claimed on the roster; a claim refused is a <see cref="Happening.CallRefused"/>.</summary>
    /// <param name="LegId">Also the attempt id in every URL of the call.</param>
    /// <param name="RingSeconds">Ring time-out.</param>
    /// <param name="TimeLimitSeconds">The phone company ends the call after this.</param>
    public sealed record PlaceCall(string LegId, Party To, int RingSeconds, int TimeLimitSeconds) : Intent;

    /// <summary>Looks for a call whose order was never answered. Result: <see cref="Happening.CallFound"/> or <see cref="Happening.CallNotFound"/>.</summary>
    public sealed record FindCall(string LegId, Party To, DateTimeOffset SinceUtc) : Intent;

    /// <summary>Reads a call whose receipts stopped. Result: a <see cref="Happening.CallStatus"/>.</summary>
    public sealed record FetchCall(string LegId, string CallSid) : Intent;

    /// <summary>The live leg is made to fetch its document of <paramref name="Step"/> now.</summary>
    public sealed record RedirectCall(string LegId, string CallSid, int Step) : Intent;

    /// <summary>Ends the call only if nobody has answered it.</summary>
    public sealed record CancelCall(string LegId, string CallSid) : Intent;

    /// <summary>Ends the call whatever its state.</summary>
    public sealed record EndCall(string LegId, string CallSid) : Intent;

    public sealed record ExtendCall(string LegId, string CallSid, int TimeLimitSeconds) : Intent;

    /// <param name="ValidSeconds">After this the phone company must not deliver it any more.</param>
    public sealed record SendText(Party To, Line Text, Urgency Urgency, int ValidSeconds) : Intent;

    /// <summary>Says a line into one leg that is in the room.</summary>
    public sealed record Announce(string LegId, string CallSid, string Room, Line Line) : Intent;

    public sealed record SetEndsRoom(string LegId, string CallSid, string Room, bool EndsRoom) : Intent;

    /// <summary>Who is in the room? Result: <see cref="Happening.RoomSeen"/>.</summary>
    public sealed record LookInRoom(string Room) : Intent;

    /// <summary>The phone of <paramref name="Who"/> gets a letter for this session.</summary>
    public sealed record LinkPhone(Party Who) : Intent;

    public sealed record UnlinkPhone(Party Who) : Intent;

    /// <summary>The roster claim on somebody rung is given back.</summary>
    /// <summary>Somebody has the case without having been rung for it: nobody else's case rings them meanwhile.</summary>
    public sealed record ClaimPerson(Party Who) : Intent;

    public sealed record ReleasePerson(Party Who) : Intent;

    /// <summary>Keeps, for the caller's phone, the session's place under a word of theirs, and with it how they want to be spotted.</summary>
    public sealed record Keep(string Word) : Intent;

    /// <summary>Remembers, for this phone, whether texts reach it.</summary>
    public sealed record NoteTextChannel(Sessions.TextChannel Texts) : Intent;

    /// <summary>Remembers, for the caller's phone, the language that somebody who comes to talk should speak.</summary>
    public sealed record NoteLanguage(string Language) : Intent;

    /// <summary>The case is over, and its letter stays on the phone of <paramref name="Who"/> for a while: something is still asked about it.</summary>
    public sealed record LinkIsOver(Party Who) : Intent;

    /// <summary>Counts a hard case of somebody's, once. Result, where there were many lately: <see cref="Happening.ExposureHigh"/>.</summary>
    /// <param name="Case">Tells one case from another.</param>
    public sealed record CountExposure(Party Who, string Case) : Intent;

    /// <summary>Remembers, for the caller's phone, that somebody was threatened.</summary>
    /// <param name="BotOnlyUntilUtc">Until then no peer is put through to it; null: it was a warning.</param>
    public sealed record NoteThreat(DateTimeOffset WarnedUtc, DateTimeOffset? BotOnlyUntilUtc) : Intent;

    /// <summary>Remembers, for the caller's phone, that the caller, or that peer, wants the other again.</summary>
    public sealed record WantAgain(Party Peer, bool ByCaller) : Intent;

    /// <summary>Looks up what whoever the caller named said to this caller before. Result: <see cref="Happening.ConsentFound"/>.</summary>
    /// <param name="Ask">They are asked now, if they never were.</param>
    public sealed record FindConsent(bool Ask) : Intent;

    /// <summary>Keeps what they said by key; <see cref="Sessions.Consent.NotAsked"/>: they could not be asked after all.</summary>
    public sealed record KeepConsent(Sessions.Consent Said) : Intent;

    /// <summary>Erases a text's body at the phone company.</summary>
    public sealed record RedactText(string MessageSid) : Intent;

    /// <summary>Deletes a recording at the phone company.</summary>
    public sealed record DeleteRecording(string RecordingSid) : Intent;

    /// <summary>Looks for what was recorded on a call and never reported. Each is a <see cref="Happening.Recorded"/>.</summary>
    /// <param name="Step">The last document of that leg.</param>
    public sealed record FindRecordings(string LegId, string CallSid, int Step) : Intent;

    /// <summary>Erases everything kept about the caller's phone.</summary>
    public sealed record ForgetPhone : Intent;

    /// <summary>
    /// Leaves a text to the caller with the phone company, to be sent so long after now. Result: <see cref="Happening.TextScheduled"/>,
    /// <see cref="Happening.TextNotScheduled"/> or, where the answer never came, <see cref="Happening.ScheduleUnknown"/>.
    /// </summary>
    public sealed record ScheduleText(Line Text, TimeSpan After) : Intent;

    /// <summary>Looks for a text left there, whose order was never answered. Result: <see cref="Happening.TextScheduled"/> or <see cref="Happening.ScheduledTextNotFound"/>.</summary>
    public sealed record FindScheduledText(Line Text, TimeSpan After, DateTimeOffset SinceUtc) : Intent;

    /// <summary>Takes back a text that is still to be sent. Result: <see cref="Happening.TextCalledOff"/>; owed until then.</summary>
    public sealed record CallOffText(string MessageSid) : Intent;
}

/// <summary>Who goes first when the phone company's pace is short: EMS before people before check-ins before what nobody waits for.</summary>
public enum Urgency
{
    Ems,
    Person,
    CheckIn,
    Spare,
}

/// <summary>A turn in the pace: the second in which an order may go out, and which of that second's it is.</summary>
/// <param name="Number">Negative for an order that goes ahead without one.</param>
public sealed record Slot(DateTimeOffset Utc, int Number);

/// <summary>An intent saved with the session that wants it.</summary>
/// <param name="Attempt">Unique within the session; stands in the callbacks of what it sends.</param>
/// <param name="ClaimedUntilUtc">Somebody is carrying it out until then; null: nobody yet. A claim that ran out is ambiguous.</param>
/// <param name="Tries">Claims so far.</param>
/// <param name="NotBeforeUtc">A retry waits until then.</param>
/// <param name="Slot">Its turn in the phone company's pace, where it has to wait for one.</param>
public sealed record Pending(
    string Attempt,
    Intent Intent,
    DateTimeOffset IssuedUtc,
    DateTimeOffset? ClaimedUntilUtc = null,
    int Tries = 0,
    DateTimeOffset? NotBeforeUtc = null,
    Slot? Slot = null)
{
    public Urgency Urgency => Intent switch
    {
        Intent.PlaceCall { To.Kind: PartyKind.Ems } => Urgency.Ems,
        Intent.PlaceCall { To.Kind: PartyKind.Caller } => Urgency.CheckIn,
        Intent.SendText text => text.Urgency,
        Intent.ScheduleText => Urgency.Spare,
        _ => Urgency.Person,
    };
}
