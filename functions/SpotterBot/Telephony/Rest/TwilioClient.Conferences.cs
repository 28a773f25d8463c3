namespace SpotterBot.Telephony;

public sealed partial class TwilioClient
{
    /// <summary>Lists the rooms of this name, newest first; over the years there may be several, of which at most one is not completed.</summary>
    /// <param name="friendlyName">The name that TwiML gave the room.</param>
    /// <param name="status">Only in this status; null for any. A room with one participant has not begun (<see cref="ConferenceStatus.Init"/>).</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Sent<IReadOnlyList<ConferenceResource>>> ListConferencesAsync(
        string friendlyName, ConferenceStatus? status = null, CancellationToken cancellationToken = default)
    {
        var query = new TwilioForm()
            .Add("FriendlyName", friendlyName)
            .Add("Status", status is null or ConferenceStatus.Unknown ? null : Statuses.Spell(status.Value))
            .Add("PageSize", "20")
            .Query();
        return ListAsync("list conferences", RequestKind.Read, "/Conferences.json" + query, "conferences", ConferenceResource.Read, cancellationToken);
    }

    /// <summary>Ends a room; each leg goes on with its own Dial's action.</summary>
    public Task<Sent<ConferenceResource>> CompleteConferenceAsync(string conferenceSid, CancellationToken cancellationToken = default) =>
        PostAsync(
            "complete conference", RequestKind.Update, Path("Conferences", conferenceSid), new TwilioForm().Add("Status", "completed"),
            ConferenceResource.Read, cancellationToken);

    /// <summary>Lists who is in a room now.</summary>
    public Task<Sent<IReadOnlyList<ParticipantResource>>> ListParticipantsAsync(string conferenceSid, CancellationToken cancellationToken = default) =>
        ListAsync(
            "list participants", RequestKind.Read, Path("Conferences", conferenceSid, "/Participants.json?PageSize=50"), "participants",
            ParticipantResource.Read, cancellationToken);

    /// <summary>Changes how a leg is in a room.</summary>
    public Task<Sent<ParticipantResource>> UpdateParticipantAsync(
        string conferenceSid, string callSid, UpdateParticipant changes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var form = new TwilioForm()
            .Add("EndConferenceOnExit", changes.EndConferenceOnExit)
            .Add("Muted", changes.Muted)
            .Add("Hold", changes.Hold)
            .Add("AnnounceUrl", changes.AnnounceUrl);
        return PostAsync("update participant", RequestKind.Update, Participant(conferenceSid, callSid), form, ParticipantResource.Read, cancellationToken);
    }

    /// <summary>Puts a leg out of a room; it goes on with its Dial's action. One that has left already counts as put out.</summary>
    public Task<Sent<Done>> KickParticipantAsync(string conferenceSid, string callSid, CancellationToken cancellationToken = default) =>
        DeleteAsync("kick participant", Participant(conferenceSid, callSid), cancellationToken);

    private static string Participant(string conferenceSid, string callSid) =>
        Path("Conferences", conferenceSid, Path("Participants", callSid));
}
