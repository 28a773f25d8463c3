using PhoneCompany.People;
using PhoneCompany.Voice;

namespace PhoneCompany.Tests;

public sealed class Conferences
{
    private const string Events = "statusCallback='/room' statusCallbackEvent='start end join leave mute hold modify announcement'";
    private readonly Testbed _bed = new();

    public Conferences()
    {
        _bed.At("after", "<Say>One moment.</Say><Pause length='60'/>");
        _bed.PeerPhone.Behaviour = Behaviour.PersonSaying(TimeSpan.FromSeconds(1), "");
    }

    [Fact]
    public void Who_is_alone_hears_music_until_another_comes()
    {
        var peer = Meet("", "", wait: 0);
        Assert.Equal("init", Room.Status);
        Assert.Contains(_bed.CallerPhone.Heard, entry => entry.Kind == HeardKind.Music);
        Assert.Empty(_bed.Get("Conferences.json?Status=in-progress").Body.GetProperty("conferences").EnumerateArray());

        _bed.Wait(3);
        Assert.Equal("in-progress", Room.Status);
        Assert.Equal("in-progress", peer.Status);
        var music = _bed.CallerPhone.Heard.Single(entry => entry.Kind == HeardKind.Music);
        Assert.True(music.Duration > TimeSpan.Zero);
    }

    [Fact]
    public void An_empty_wait_url_is_silence_and_no_beep_is_no_beep()
    {
        Meet("waitUrl='' beep='false'", "waitUrl='' beep='false'");

        Assert.DoesNotContain(
            _bed.CallerPhone.Heard.Concat(_bed.PeerPhone.Heard), entry => entry.Kind is HeardKind.Music or HeardKind.Beep);
    }

    [Fact]
    public void A_beep_is_heard_by_those_inside()
    {
        Meet("waitUrl=''", "waitUrl='' beep='onEnter'");

        Assert.Contains(_bed.CallerPhone.Heard, entry => entry.Kind == HeardKind.Beep);
    }

    [Fact]
    public void What_plays_while_waiting_comes_from_the_wait_url_and_stops_at_the_start()
    {
        _bed.At("wait", "<Say>Somebody will be with you in a moment, please stay on the line with us.</Say><Pause length='1'/><Redirect/>");
        Meet("waitUrl='/wait'", "", wait: 3);

        Assert.NotEmpty(_bed.HitsAt("wait"));
        Assert.True(_bed.CallerPhone.Heard.Last(entry => entry.Kind == HeardKind.Speech).IsCutOff);
        _bed.AssertClean();
    }

    [Fact]
    public void A_wait_url_that_fails_breaks_the_join()
    {
        _bed.At("wait", _ => Testbed.Status(System.Net.HttpStatusCode.InternalServerError));
        Enter($"waitUrl='/wait' {Events}");
        _bed.Wait(1);

        Assert.Equal("participant_add_failed", _bed.HitsAt("room").Single(hit => hit["StatusCallbackEvent"] == "participant-leave")["ReasonParticipantLeft"]);
        Assert.True(_bed.CallerPhone.HasHeard("One moment"));
    }

    [Fact]
    public void Two_who_may_not_start_it_go_on_waiting()
    {
        Meet("startConferenceOnEnter='false'", "startConferenceOnEnter='false'");

        Assert.Equal("init", Room.Status);
    }

    [Fact]
    public void Events_come_in_order_with_their_reasons_and_only_to_the_first_ones_callback()
    {
        Meet($"participantLabel='caller' {Events}", "endConferenceOnExit='true' participantLabel='peer' statusCallback='/ignored' statusCallbackEvent='join'");
        _bed.PeerPhone.HangsUp();
        _bed.Wait(1);

        var told = _bed.HitsAt("room").ToList();
        Assert.Equal(
            ["participant-join", "participant-join", "conference-start", "participant-leave", "participant-leave", "conference-end"],
            told.Select(hit => hit["StatusCallbackEvent"]));
        Assert.Equal(Enumerable.Range(0, 6).Select(number => $"{number}"), told.Select(hit => hit["SequenceNumber"]));
        Assert.Equal(("peer", "participant_hung_up", "completed"), (told[3]["ParticipantLabel"], told[3]["ReasonParticipantLeft"], told[3]["ParticipantCallStatus"]));
        Assert.Equal(("caller", "moderator_ended_conference"), (told[4]["ParticipantLabel"], told[4]["ReasonParticipantLeft"]));
        Assert.Equal("participant-with-end-conference-on-exit-left", told[5]["ReasonConferenceEnded"]);
        Assert.Equal("peer", told[5]["ParticipantLabelEndingConference"]);
        Assert.Empty(_bed.HitsAt("ignored"));
        Assert.All(told, hit => Assert.Equal(Room.Sid, hit["ConferenceSid"]));
        _bed.AssertClean();
    }

    [Fact]
    public void A_room_left_with_one_person_goes_on_until_that_one_leaves()
    {
        Meet(Events, "");
        _bed.PeerPhone.HangsUp();
        _bed.Wait(5);
        Assert.Equal("in-progress", Room.Status);
        Assert.Empty(_bed.HitsAt("after"));

        _bed.CallerPhone.HangsUp();
        _bed.Wait(1);
        Assert.Equal("last-participant-left", _bed.HitsAt("room").Last()["ReasonConferenceEnded"]);
    }

    [Fact]
    public void Whether_a_leaving_ends_the_room_can_be_changed_while_it_goes_on()
    {
        var peer = Meet(Events, "endConferenceOnExit='true'");
        var (status, body) = _bed.Post($"Conferences/{Room.Sid}/Participants/{peer.Sid}.json", ("EndConferenceOnExit", "false"));
        Assert.Equal(200, status);
        Assert.False(body.GetProperty("end_conference_on_exit").GetBoolean());

        _bed.PeerPhone.HangsUp();
        _bed.Wait(1);
        Assert.Equal("in-progress", Room.Status);
        Assert.Contains(_bed.HitsAt("room"), hit => hit["StatusCallbackEvent"] == "participant-modify");
    }

    [Fact]
    public void A_leg_taken_out_by_redirect_leaves_as_updated_and_its_action_is_not_asked()
    {
        Meet(Events, "");
        var caller = _bed.Network.Calls[0];
        _bed.Post($"Calls/{caller.Sid}.json", ("Twiml", "<Response><Say>Just you and me.</Say><Pause length='9'/></Response>"));
        _bed.Wait(1);

        var left = _bed.HitsAt("room").Single(hit => hit["StatusCallbackEvent"] == "participant-leave");
        Assert.Equal("participant_updated_via_api", left["ReasonParticipantLeft"]);
        Assert.Empty(_bed.HitsAt("after"));
        Assert.True(_bed.CallerPhone.HasHeard("Just you and me"));
        Assert.Equal([Testbed.Peer], Room.Present);
    }

    [Fact]
    public void Somebody_put_out_by_rest_goes_on_to_the_action()
    {
        Meet(Events, "");
        var (status, _) = _bed.Delete($"Conferences/{Room.Sid}/Participants/{_bed.Network.Calls[0].Sid}.json");
        _bed.Wait(1);

        Assert.Equal(204, status);
        Assert.Equal("answered", Assert.Single(_bed.HitsAt("after"))["DialCallStatus"]);
    }

    [Fact]
    public void A_conference_ended_by_rest_sends_everybody_on()
    {
        Meet(Events, "");
        _bed.Post($"Conferences/{Room.Sid}.json", ("Status", "completed"));
        _bed.Wait(1);

        Assert.Equal("conference-ended-via-api", _bed.HitsAt("room").Last()["ReasonConferenceEnded"]);
        Assert.Equal("conference_ended_via_api", _bed.HitsAt("room").First(hit => hit["ReasonParticipantLeft"] is not null)["ReasonParticipantLeft"]);
        Assert.Single(_bed.HitsAt("after"));
        Assert.True(_bed.PeerPhone.IsIdle);
    }

    [Fact]
    public void A_label_already_in_use_is_16025_and_the_call_goes_on_to_the_next_verb()
    {
        _bed.At("outbound", "<Dial action='/never'><Conference participantLabel='one'>case-1</Conference></Dial><Say>Next verb.</Say>");
        Enter("participantLabel='one'");
        _bed.Ring(Testbed.Peer);
        _bed.Wait(4);

        Assert.Contains(_bed.Network.Alerts, alert => alert.Code == 16025);
        Assert.True(_bed.PeerPhone.HasHeard("Next verb"));
        Assert.Empty(_bed.HitsAt("never"));
    }

    [Fact]
    public void A_star_leaves_the_room_for_the_action_where_asked_for()
    {
        _bed.At("outbound", "<Dial action='/menu' hangupOnStar='true'><Conference>case-1</Conference></Dial>");
        _bed.At("menu", "<Pause length='9'/>");
        Enter("");
        _bed.Ring(Testbed.Peer);
        _bed.Wait(4);
        _bed.PeerPhone.Presses("1");
        _bed.Wait(1);
        Assert.Empty(_bed.HitsAt("menu"));

        _bed.PeerPhone.Presses("*");
        _bed.Wait(1);
        Assert.Equal("answered", Assert.Single(_bed.HitsAt("menu"))["DialCallStatus"]);
        Assert.Equal([Testbed.Caller], Room.Present);
    }

    [Fact]
    public void Names_that_differ_only_by_case_are_one_room()
    {
        _bed.At("outbound", "<Dial><Conference>CASE-1</Conference></Dial>");
        Enter("");
        _bed.Ring(Testbed.Peer);
        _bed.Wait(4);

        Assert.Equal(2, Room.Present.Count);
    }

    [Fact]
    public void Who_is_muted_is_not_heard_and_who_is_on_hold_hears_nobody()
    {
        var peer = Meet(Events, "");
        Participant(peer, ("Muted", "true"));
        _bed.PeerPhone.Says("nobody hears this");
        _bed.Wait(2);
        Participant(peer, ("Muted", "false"));
        Participant(peer, ("Hold", "true"));
        _bed.CallerPhone.Says("are you there");
        _bed.Wait(2);
        Participant(peer, ("Hold", "false"));
        _bed.CallerPhone.Says("welcome back");
        _bed.Wait(2);

        Assert.False(_bed.CallerPhone.HasHeard("nobody"));
        Assert.False(_bed.PeerPhone.HasHeard("are you there"));
        Assert.True(_bed.PeerPhone.HasHeard("welcome back"));
        Assert.Contains(_bed.PeerPhone.Heard, entry => entry.Kind == HeardKind.Music);
        Assert.Equal(
            ["participant-mute", "participant-unmute", "participant-hold", "participant-unhold"],
            _bed.HitsAt("room").Select(hit => hit["StatusCallbackEvent"]).Where(name => name!.Contains("mute") || name.Contains("hold")));
    }

    [Fact]
    public void An_announcement_is_heard_by_all_or_by_the_one_it_is_for()
    {
        var peer = Meet(Events, "");
        _bed.At("all", "<Say>Help is on the way.</Say>");
        _bed.At("one", "<Say>Only for you.</Say>");
        _bed.Post($"Conferences/{Room.Sid}.json", ("AnnounceUrl", "https://program.test/all"));
        Participant(peer, ("AnnounceUrl", "https://program.test/one"));
        _bed.Wait(4);

        Assert.True(_bed.CallerPhone.HasHeard("Help is on the way"));
        Assert.True(_bed.PeerPhone.HasHeard("Help is on the way"));
        Assert.True(_bed.PeerPhone.HasHeard("Only for you"));
        Assert.False(_bed.CallerPhone.HasHeard("Only for you"));
        Assert.Equal(2, _bed.HitsAt("room").Count(hit => hit["StatusCallbackEvent"] == "announcement-end"));
    }

    [Fact]
    public void A_participant_rung_by_rest_joins_at_once_when_the_phone_is_picked_up_even_by_a_mailbox()
    {
        Enter("");
        _bed.PeerPhone.Behaviour = Behaviour.Voicemail(TimeSpan.FromSeconds(1));
        var (status, body) = _bed.Post(
            $"Conferences/{Room.Sid}/Participants.json", ("From", Testbed.Service), ("To", Testbed.Peer), ("Label", "peer"));
        _bed.Wait(4);

        Assert.Equal((201, "queued"), (status, body.GetProperty("status").GetString()));
        Assert.True(_bed.CallerPhone.HasHeard("leave a message"));
        Assert.Equal(200, _bed.Get($"Conferences/{Room.Sid}/Participants/peer.json").Status);
        Assert.Equal(2, _bed.Get($"Conferences/{Room.Sid}/Participants.json").Body.GetProperty("participants").GetArrayLength());
    }

    [Fact]
    public void A_participant_rung_by_rest_can_be_taken_to_a_document_of_its_own()
    {
        Enter("");
        _bed.Post($"Conferences/{Room.Sid}/Participants.json", ("From", Testbed.Service), ("To", Testbed.Peer));
        _bed.Wait(4);
        var leg = _bed.Network.Calls[^1];
        _bed.Post($"Calls/{leg.Sid}.json", ("Twiml", "<Response><Say>Come here.</Say><Pause length='5'/></Response>"));
        _bed.Wait(1);

        Assert.True(_bed.PeerPhone.HasHeard("Come here"));
        Assert.Equal([Testbed.Caller], Room.Present);
        Assert.Equal("in-progress", leg.Status);
        _bed.AssertClean();
    }

    [Fact]
    public void An_announcement_stops_for_who_has_left()
    {
        var peer = Meet("", "");
        _bed.At("one", "<Say>First sentence.</Say><Say>Second sentence.</Say>");
        Participant(peer, ("AnnounceUrl", "https://program.test/one"));
        _bed.Wait(0.5);
        _bed.PeerPhone.HangsUp();
        _bed.Wait(5);

        Assert.False(_bed.PeerPhone.HasHeard("Second"));
    }

    [Fact]
    public void A_full_room_lets_nobody_in()
    {
        Enter("maxParticipants='2'");
        _bed.At("outbound", "<Dial><Conference>case-1</Conference></Dial><Say>Full.</Say>");
        _bed.Network.Phone(Testbed.Desk).Behaviour = Behaviour.Person(TimeSpan.FromSeconds(1));
        _bed.Ring(Testbed.Peer);
        _bed.Ring(Testbed.Desk);
        _bed.Wait(6);

        Assert.Equal(2, Room.Present.Count);
        Assert.True(_bed.Network.Phone(Testbed.Desk).HasHeard("Full"));
    }

    private Conference Room => _bed.Network.Conferences[^1];

    private void Enter(string attributes)
    {
        _bed.At("voice", $"<Dial action='/after'><Conference {attributes}>case-1</Conference></Dial>");
        _bed.Dial(wait: 0.5);
    }

    private Call Meet(string caller, string peer, double wait = 4)
    {
        Enter(caller);
        _bed.At("outbound", $"<Dial><Conference {peer}>case-1</Conference></Dial>");
        var call = _bed.Ring(Testbed.Peer);
        _bed.Wait(wait);
        return call;
    }

    private void Participant(Call call, params (string, string)[] form) =>
        Assert.Equal(200, _bed.Post($"Conferences/{Room.Sid}/Participants/{call.Sid}.json", form).Status);
}
