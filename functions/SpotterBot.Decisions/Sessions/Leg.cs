using System.Collections.Immutable;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions.Sessions;

public enum LegState
{
    /// <summary>The order is saved; whether the phone company has it is not known yet.</summary>
    Placing,

    /// <summary>The order's answer never came: it may exist.</summary>
    Unknown,

    /// <summary>The phone company has it.</summary>
    Ringing,

    /// <summary>Something answered. That is not a person.</summary>
    Answered,
    Ended,
}

public enum LegEnd
{
    None,
    HungUp,
    NoAnswer,
    Busy,
    Failed,

    /// <summary>The number can never be reached.</summary>
    Invalid,

    /// <summary>We ended it.</summary>
    Cancelled,

    /// <summary>Never found at the phone company.</summary>
    Lost,
}

/// <summary>Why a leg exists.</summary>
public enum LegPurpose
{
    /// <summary>They called us.</summary>
    Inbound,
    CheckIn,

    /// <summary>To bring the caller to the people on their case.</summary>
    Join,

    /// <summary>Somebody is rung to take a case.</summary>
    Offer,

    /// <summary>Somebody on the case is called (back) into it.</summary>
    Case,
    Ems,

    /// <summary>To tell the caller something that cannot be texted.</summary>
    Tell,

    /// <summary>To ask somebody the caller named whether they may be rung, where a text does not reach them.</summary>
    Consent,
}

/// <summary>What was last asked on a leg, so that a key is read for what it answers.</summary>
public enum Asked
{
    Nothing,
    CheckIn,
    Quiet,
    ConfirmOk,
    FirstAid,

    /// <summary>The last digits of the phone the session began on: this line came in by its code.</summary>
    Prove,

    // Questions to the caller, asked on their line; a key or words answer them.
    Callback,
    CallbackRight,
    Where,
    PlaceRight,
    HouseNumber,
    WhichTown,
    InArea,
    OwnWords,

    /// <summary>They agreed to a recording and are told how it goes; a key begins it at once.</summary>
    RecordNow,
    Recording,
    Name,
    Keep,

    /// <summary>Which thing to change, one offered at a time.</summary>
    Change,
    Minutes,
    FirstNumber,
    FirstRight,

    // Asked when all is over.
    Thanks,
    ThanksRight,
    ThanksOver,

    // Asked of people and of EMS.
    Accept,
    Brief,
    CaseMenu,
    EmsConfirm,
    EmsReadBack,
    EmsStandDown,
    Rejoin,

    /// <summary>How the case went.</summary>
    Outcome,

    /// <summary>The case's code, of whoever rings the number kept for EMS.</summary>
    EmsCode,

    /// <summary>Whether they may be rung first, of somebody the caller named.</summary>
    Consent,
}

/// <summary>One phone call of this session.</summary>
public sealed record Leg
{
    /// <summary>The attempt that made it; stands in every URL of it.</summary>
    public required string Id { get; init; }

    public required Party Who { get; init; }

    public required LegPurpose Purpose { get; init; }

    public string? CallSid { get; init; }

    public LegState State { get; init; }

    public LegEnd End { get; init; }

    /// <summary>How long it may ring, seconds.</summary>
    public int RingSeconds { get; init; }

    public required DateTimeOffset PlacedUtc { get; init; }

    public DateTimeOffset? AnsweredUtc { get; init; }

    public DateTimeOffset? EndedUtc { get; init; }

    /// <summary>The last time it fetched a document, reported, or was seen in the room.</summary>
    public required DateTimeOffset SeenUtc { get; init; }

    /// <summary>The highest sequence number of a call status heard, -1 before any.</summary>
    public int Sequence { get; init; } = -1;

    /// <summary>Counts the documents handed to it: a request for an earlier one is late or repeated.</summary>
    public int Step { get; init; }

    public Asked Asked { get; init; }

    /// <summary>How often the same thing was asked into silence.</summary>
    public int Silences { get; init; }

    /// <summary>In the room, as far as the last document or look says.</summary>
    public bool InRoom { get; init; }

    /// <summary>The phone company has said so since: before that it may still be hearing what comes first.</summary>
    public bool InRoomSeen { get; init; }

    public bool EndsRoom { get; init; }

    /// <summary>First-aid step to be said next.</summary>
    public int FirstAidStep { get; init; }

    /// <summary>Keyed where a number was asked for, and perhaps not meant as one: asked back once.</summary>
    public string? AskedBack { get; init; }

    /// <summary>A number was being keyed when the question was cut short: the rest of it is no answer to what came instead.</summary>
    public bool CutShort { get; init; }

    /// <summary>The caller's line, as far as their number, or the code and the number they began on, can show it. Another changes nothing that is theirs, and no check-in is asked there.</summary>
    public bool Own { get; init; }

    /// <summary>How often the digits that would make it the caller's were wrong.</summary>
    public int Unproven { get; init; }

    /// <summary>Help was keyed: the ones of a 9-1-1 follow it, and mean no OK.</summary>
    public DateTimeOffset? HelpKeyedUtc { get; init; }

    /// <summary>When it was first asked whether a 1 was meant: two ones of one hand are no answer to it.</summary>
    public DateTimeOffset? OkDoubtedUtc { get; init; }

    /// <summary>It was handed a tone to speak after, and what came of it is not known yet.</summary>
    public bool MayHaveRecorded { get; init; }

    /// <summary>Keys were pressed on it: no voicemail does that.</summary>
    public bool Keyed { get; init; }

    /// <summary>The check-in that only a key answers any more: something was said that is no listed phrase, and may not be the caller at all.</summary>
    public int KeysOnlyFor { get; init; }

    /// <summary>Which of the things to change is offered.</summary>
    public int ChangeStep { get; init; }

    /// <summary>EMS: the address was spoken once to the end.</summary>
    public bool AddressSpoken { get; init; }

    /// <summary>A key showed a person on it: someone rung accepted, or EMS confirmed.</summary>
    public bool Confirmed { get; init; }

    /// <summary>They have heard the case's brief.</summary>
    public bool Briefed { get; init; }

    /// <summary>EMS: they pressed 1 on "no ambulance is asked for".</summary>
    public bool StandDownAcknowledged { get; init; }

    /// <summary>EMS: told of the standing down.</summary>
    public bool StandDownTold { get; init; }

    /// <summary>EMS: asked to be joined to a person.</summary>
    public bool WantsPerson { get; init; }

    /// <summary>It rang the number kept for EMS and has not keyed the case's code: no place is said to it, it confirms nothing, and EMS is dialled beside it.</summary>
    public bool Stranger { get; init; }

    /// <summary>EMS: asked to have it repeated slower.</summary>
    public bool Slow { get; init; }

    /// <summary>EMS: the language the desk chose; null: the area's.</summary>
    public string? Language { get; init; }

    /// <summary>EMS: the name of the area whose line was dialled; null: they called us.</summary>
    public string? Area { get; init; }

    /// <summary>EMS: the caller is in another area now, whose own line is dialled beside this one. What this desk keys is no confirmation that help comes.</summary>
    public bool Elsewhere { get; init; }

    /// <summary>EMS: heard that their confirmation was recorded.</summary>
    public bool ConfirmationSaid { get; init; }

    /// <summary>EMS: another place was given since they answered, and they have not heard it.</summary>
    public bool OwesNewPlace { get; init; }

    /// <summary>The caller's: the leg of the person they were told is coming. Another is told of anew.</summary>
    public string? ToldOfLegId { get; init; }

    /// <summary>EMS: since when it and somebody on the case were seen in the room together.</summary>
    public DateTimeOffset? WithPersonUtc { get; init; }

    /// <summary>EMS: it was in the room once: coming back it hears less.</summary>
    public bool InRoomBefore { get; init; }

    /// <summary>Said before anything else on its next document.</summary>
    public ImmutableArray<Line> SayFirst { get; init; } = [];

    /// <summary>When it was last looked for at the phone company, or first missed there.</summary>
    public DateTimeOffset? LookedUtc { get; init; }

    /// <summary>Not wanted any more: ended as soon as that can be done.</summary>
    public bool Unwanted { get; init; }

    /// <summary>It was told to fetch its current step and has not yet: a key of the step before still counts.</summary>
    public bool Redirecting { get; init; }

    /// <summary>When it was last told to.</summary>
    public DateTimeOffset? RedirectedUtc { get; init; }

    /// <summary>When the phone company said it rings.</summary>
    public DateTimeOffset? RingingUtc { get; init; }

    public bool IsLive => State != LegState.Ended;

    /// <summary>A person is known to be on it: they called us, or pressed a key.</summary>
    public bool HasPerson => Purpose == LegPurpose.Inbound || Keyed;

    /// <summary>It can be redirected: something answered and is not known to have left.</summary>
    public bool CanHear => State == LegState.Answered && CallSid is not null;

    /// <summary>It has not asked since this order was decided on: carried out, it takes the line where it is to go.</summary>
    public bool Awaits(Intent.RedirectCall order) => Redirecting && Step == order.Step;
}
