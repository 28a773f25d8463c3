using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions.Tests;

public sealed class PeopleTests
{
    private static TimeSpan S(double seconds) => TimeSpan.FromSeconds(seconds);

    [Fact]
    public void Before_accepting_a_peer_hears_no_case_details()
    {
        var world = World.ByText().To(200).Answer(World.P1);
        Assert.Equal([LineKey.OfferPeer, LineKey.OfferKeys], world.LastHeard(World.P1));
    }

    [Fact]
    public void Promise_3_the_first_key_takes_the_case_and_the_others_are_told()
    {
        var world = World.ByText().To(200).Answer(World.P1).Answer(World.P2).Press(World.P1, "1").Press(World.P2, "1");
        Assert.Equal(World.P1, world.S.Incident!.Owner!.Who);
        Assert.Contains(LineKey.AlreadyTaken, world.LastHeard(World.P2));
        Assert.Contains(LineKey.BriefPlace, world.LastHeard(World.P1));
        world.Run(20);
        Assert.DoesNotContain(World.P2, world.Claimed);
    }

    [Fact]
    public void Who_still_rings_when_it_is_taken_is_let_go_with_a_text()
    {
        var world = World.ByText().To(200).Take(World.P1);
        Assert.False(world.HasCall(World.P2));
        Assert.True(world.Texted(PartyKind.Peer, LineKey.TakenText));
        Assert.DoesNotContain(World.P2, world.Claimed);
        Assert.Single(world.CallsTo(World.P1));
    }

    [Fact]
    public void After_acceptance_the_callers_line_is_called_at_once_and_joined_when_it_answers()
    {
        var world = World.ByText().To(260);
        world.Take(World.P2);
        Assert.Equal(S(260), world.CallsTo(Party.Caller)[^1]);
        Assert.True(world.CallTo(World.P2).InRoom);
        world.Answer(Party.Caller);
        Assert.True(world.CallTo(Party.Caller).InRoom);
    }

    [Fact]
    public void An_open_line_waits_with_its_keys_while_the_brief_is_spoken_and_is_joined_when_it_ends()
    {
        var world = World.ByVoice().To(170).Answer(World.P1).Press(World.P1, "1").Run(1);
        Assert.Contains(LineKey.PersonHere, world.LastHeard(Party.Caller));
        Assert.False(world.CallTo(Party.Caller).InRoom);
        Assert.Contains(LineKey.BriefLineOpen, world.LastHeard(World.P1));
        world.Silence(World.P1).Run(1);
        Assert.True(world.CallTo(Party.Caller).InRoom);
    }

    [Fact]
    public void Accepts_then_silent_reminded_at_45_and_ems_at_60()
    {
        var world = World.ByText().To(230).Take(World.P1);
        world.To(274);
        Assert.False(world.Told(World.P1, LineKey.RemindPeer));
        world.To(275);
        Assert.True(world.Told(World.P1, LineKey.RemindPeer));
        world.To(289);
        Assert.Empty(world.CallsTo(PartyKind.Ems));
        world.To(290);
        Assert.Equal([S(290)], world.CallsTo(PartyKind.Ems));
    }

    [Fact]
    public void An_early_acceptance_leaves_ems_at_its_table_time()
    {
        var world = World.ByVoice();
        world.S = world.S with { Mode = Mode.CallMe };
        world.To(195).Take(World.P1).To(260);
        Assert.Equal([S(255)], world.CallsTo(PartyKind.Ems));
    }

    [Fact]
    public void Accepts_then_lost_others_ring_and_ems_if_its_time_has_passed()
    {
        var world = World.ByText().To(235).Take(World.P1).To(250).HangUp(World.P1);
        Assert.Null(world.S.Incident!.Owner);
        Assert.Equal([S(250)], world.CallsTo(PartyKind.Ems));
        Assert.Contains(S(250), world.CallsTo(PartyKind.Peer));
    }

    [Fact]
    public void Accepts_then_lost_before_its_time_ems_keeps_the_table()
    {
        var world = World.ByText().To(200).Take(World.P1).To(210).HangUp(World.P1).To(241);
        Assert.Equal([S(240)], world.CallsTo(PartyKind.Ems));
    }

    [Fact]
    public void Only_the_first_acceptance_moves_ems()
    {
        var world = World.ByText().To(235).Take(World.P1).To(236).HangUp(World.P1).Take(World.P2).To(241);
        Assert.Equal([S(240)], world.CallsTo(PartyKind.Ems));
    }

    [Fact]
    public void Hold_is_five_minutes_and_asked_again()
    {
        var world = World.ByText().To(200).Take(World.P1).To(220).Star(World.P1, "6");
        Assert.Contains(LineKey.CaseHold, world.Lines.Where(l => l.Who == World.P1).Select(l => l.Key));
        world.To(504);
        Assert.False(world.Told(World.P1, LineKey.RemindHold));
        world.To(505);
        Assert.True(world.Told(World.P1, LineKey.RemindHold));
        world.To(510).Star(World.P1, "6").To(790);
        Assert.Empty(world.CallsTo(PartyKind.Ems));
        world.To(810);
        Assert.Equal([S(810)], world.CallsTo(PartyKind.Ems));
    }

    [Fact]
    public void Hold_stops_a_ringing_that_nobody_answered()
    {
        var world = World.ByText().To(245).Take(World.P2).Star(World.P2, "6").Run(5);
        Assert.False(world.HasCall(World.Ems));
        Assert.Single(world.CallsTo(PartyKind.Ems));
        world.To(245 + 300);
        Assert.Equal(2, world.CallsTo(PartyKind.Ems).Count);
    }

    [Fact]
    public void Hold_after_ems_answered_pretends_nothing()
    {
        var world = World.ByText().To(245).Answer(World.Ems).Take(World.P2).Star(World.P2, "6");
        Assert.Contains(LineKey.CaseEmsAlready, world.Lines.Where(l => l.Who == World.P2).Select(l => l.Key));
    }

    [Fact]
    public void The_caller_is_ok_says_the_peer()
    {
        var world = World.ByText().To(200).Take(World.P1).Star(World.P1, "1");
        Assert.NotEqual(Phase.Reaching, world.S.Incident?.Phase);
        world.Run(120);
        Assert.Null(world.S.Incident);
        Assert.Empty(world.Claimed);
        Assert.Empty(world.CallsTo(PartyKind.Ems));
        Assert.True(world.Texted(PartyKind.Caller, LineKey.StoodDownByPersonText));
        Assert.True(world.S.Open);
    }

    [Fact]
    public void Bring_in_ems()
    {
        var world = World.ByText().To(200).Take(World.P1).To(205).Star(World.P1, "9");
        Assert.Equal([S(205)], world.CallsTo(PartyKind.Ems));
    }

    [Fact]
    public void Bring_in_ems_without_a_place_pretends_nothing()
    {
        var world = World.ByText(place: false).To(200).Take(World.P1).Star(World.P1, "9");
        Assert.Empty(world.CallsTo(PartyKind.Ems));
        Assert.True(world.Hears(World.P1, LineKey.CaseNoPlace));
    }

    [Fact]
    public void Hand_over_keeps_the_case_until_another_takes_it_and_keeps_the_ems_time()
    {
        var world = World.ByText().To(200).Take(World.P1).Star(World.P1, "4");
        Assert.Equal(World.P1, world.S.Incident!.Owner!.Who);
        var ems = world.S.Incident.EmsAtUtc;
        world.Run(2).Answer(World.P2);
        Assert.Contains(LineKey.OfferHandOver, world.LastHeard(World.P2));
        world.Press(World.P2, "1");
        Assert.Equal(World.P2, world.S.Incident!.Owner!.Who);
        Assert.Equal(ems, world.S.Incident.EmsAtUtc);
        world.Run(5).HangUp(World.P1).Run(5);
        Assert.Equal(World.P2, world.S.Incident!.Owner!.Who);
        Assert.DoesNotContain(World.P1, world.Claimed);
    }

    [Fact]
    public void Leaving_puts_nobody_in_charge_that_instant()
    {
        var world = World.ByText().To(235).Take(World.P1).To(245).Star(World.P1, "7");
        Assert.Null(world.S.Incident!.Owner);
        Assert.Contains(LineKey.CaseLeft, world.LastHeard(World.P1));
        Assert.Equal([S(245)], world.CallsTo(PartyKind.Ems));
    }

    [Fact]
    public void The_place_again_on_two()
    {
        var world = World.ByText().To(200).Take(World.P1).Star(World.P1, "2");
        Assert.Contains(LineKey.BriefPlace, world.LastHeard(World.P1));
        world.Run(30);
        Assert.True(world.CallTo(World.P1).InRoom);
    }

    [Fact]
    public void Call_the_caller_again_on_three()
    {
        var world = World.ByText().To(200).Take(World.P1).Star(World.P1, "6").To(330);
        Assert.False(world.HasCall(Party.Caller));
        var calls = world.CallsTo(Party.Caller).Count;
        world.Star(World.P1, "3");
        Assert.Equal(calls + 1, world.CallsTo(Party.Caller).Count);
    }

    [Fact]
    public void A_threat_alarms_coordinators_and_locks_nobody_out()
    {
        var world = World.ByText().To(200).Take(World.P1).Star(World.P1, "5");
        Assert.True(world.Texted(PartyKind.Coordinator, LineKey.AlarmThreatText));
        Assert.True(world.S.Open);
    }

    [Fact]
    public void A_coordinator_comes_beside_the_peer_briefed_and_takes_over_when_the_peer_is_lost()
    {
        var world = World.ByText().To(200).Take(World.P1).Star(World.P1, "0").Run(2).Answer(World.C1);
        Assert.Contains(LineKey.OfferCoordinator, world.LastHeard(World.C1));
        world.Press(World.C1, "1");
        Assert.Contains(LineKey.BriefPlace, world.LastHeard(World.C1));
        Assert.Equal(World.P1, world.S.Incident!.Owner!.Who);
        world.Silence(World.C1);
        Assert.True(world.CallTo(World.C1).InRoom);
        world.HangUp(World.P1);
        Assert.Null(world.S.Incident!.Owner);
        Assert.Contains(LineKey.OfferCoordinator, world.LastHeard(World.C1));
        world.Press(World.C1, "1");
        Assert.Equal(World.C1, world.S.Incident!.Owner!.Who);
    }

    /// <summary>Promise 2: where no ambulance can be sent a no of everybody is not the end of it.</summary>
    [Fact]
    public void Where_all_have_passed_and_nobody_else_can_come_they_are_asked_again_after_three_rounds()
    {
        var world = World.ByText(World.Standard with { Peers = [World.Standard.Peers[0]] }, place: false).To(196);
        world.Answer(World.P1).Press(World.P1, "2").Run(2).Answer(World.C1).Press(World.C1, "2").Run(60);
        Assert.Single(world.CallsTo(World.P1));
        Assert.Single(world.CallsTo(World.C1));
        Assert.InRange(RungAgain(2), 80, 150);
        world.Answer(World.P1).Press(World.P1, "2");
        Assert.InRange(RungAgain(3), 80, 150);
        world.Run(40);
        Assert.InRange(RungAgain(4), 40, 150);
        world.Answer(World.P1).Press(World.P1, "1");
        Assert.Equal(World.P1, world.S.Incident!.Owner!.Who);

        double RungAgain(int times)
        {
            var before = world.CallsTo(World.P1)[^1];
            while (world.CallsTo(World.P1).Count < times && world.At < before + TimeSpan.FromMinutes(5))
            {
                world.Run(1);
            }

            return (world.CallsTo(World.P1)[^1] - before).TotalSeconds;
        }
    }

    [Fact]
    public void Pass_is_not_rung_again()
    {
        var world = World.ByText().To(200).Answer(World.P1).Press(World.P1, "2");
        Assert.Contains(LineKey.Passed, world.LastHeard(World.P1));
        world.To(480);
        Assert.Single(world.CallsTo(World.P1));
        Assert.DoesNotContain(World.P1, world.Claimed);
    }

    [Fact]
    public void A_voicemail_hears_the_offer_four_times_and_no_more()
    {
        var world = World.ByText(World.Standard with { Peers = [World.Standard.Peers[0]] });
        world.Phones["Peer"] = Phone.Voicemail;
        world.To(250);
        Assert.Equal(4, world.Lines.Count(l => l.Key == LineKey.OfferPeer && l.LegId == world.Calls.First(c => c.Who == World.P1).LegId));
        Assert.Null(world.S.Incident!.Owner);
    }

    [Fact]
    public void Accepting_by_text_with_the_letter_rings_their_phone_for_a_key()
    {
        var world = World.ByText().To(200).CaseText(World.P1, "B1");
        Assert.Equal(LineKey.AcceptedText, world.LastReply);
        Assert.Equal(World.P1, world.S.Incident!.Owner!.Who);
        Assert.Single(world.CallsTo(World.P1));
        world.Answer(World.P1);
        Assert.Equal([LineKey.RejoinOffer], world.LastHeard(World.P1));
        world.Press(World.P1, "1");
        Assert.Contains(LineKey.BriefPlace, world.LastHeard(World.P1));
    }

    [Fact]
    public void A_caller_is_not_joined_to_the_voicemail_of_who_accepted_by_text()
    {
        var world = World.ByVoice().To(170).CaseText(World.P1, "1").Answer(World.P1).Run(10);
        Assert.False(world.CallTo(Party.Caller).InRoom);
    }

    [Fact]
    public void Who_accepted_by_text_and_cannot_be_reached_is_lost_unless_they_hold()
    {
        var world = World.ByText().To(200).CaseText(World.P1, "1").To(226);
        Assert.Null(world.S.Incident!.Owner);
        Assert.Contains(S(220), world.CallsTo(PartyKind.Peer));
        var held = World.ByText().To(200).CaseText(World.P1, "1").CaseText(World.P1, "6").To(300);
        Assert.Equal(World.P1, held.S.Incident!.Owner!.Who);
        Assert.Empty(held.CallsTo(PartyKind.Ems));
        held.To(501);
        Assert.Single(held.CallsTo(PartyKind.Ems));
    }

    /// <summary>Promise 10.</summary>
    [Fact]
    public void Who_wants_to_hand_over_is_told_when_nobody_took_it()
    {
        var world = World.ByText(World.Standard with { Peers = [.. World.Standard.Peers.Take(2)] }).To(200).Take(World.P1);
        world.Star(World.P1, "6").Run(2).Star(World.P1, "4").Run(10);
        Assert.True(world.S.Incident!.Owner!.HandingOver);
        Assert.False(world.Told(World.P1, LineKey.HandOverNotTaken));
        world.Run(70);
        Assert.True(world.Told(World.P1, LineKey.HandOverNotTaken));
        Assert.False(world.S.Incident!.Owner!.HandingOver);
        Assert.Equal(World.P1, world.S.Incident.Owner.Who);
    }

    /// <summary>Promise 10: others are on call, and it is not said that they were not.</summary>
    [Theory]
    [InlineData("0")]
    [InlineData("4")]
    public void When_it_is_settled_nobody_else_is_rung_and_that_is_why(string key)
    {
        var world = World.ByText().To(200).Take(World.P1);
        world.CallIn("1");
        world.Run(5).Star(World.P1, "1").Run(5).Star(World.P1, key);
        Assert.Contains(LineKey.CaseSettled, world.Lines.Where(l => l.Who == World.P1).Select(l => l.Key));
        Assert.DoesNotContain(LineKey.CaseNoCoordinator, world.Lines.Select(l => l.Key));
        Assert.DoesNotContain(LineKey.CaseHandOverNobody, world.Lines.Select(l => l.Key));
    }

    /// <summary>Promise 10.</summary>
    [Fact]
    public void By_text_nobody_is_said_to_be_rung_who_is_not()
    {
        var alone = World.ByText(World.Standard with { Peers = [World.Standard.Peers[0]], Coordinators = [] }).To(200).CaseText(World.P1, "1");
        alone.CaseText(World.P1, "4");
        Assert.Equal(LineKey.CaseHandOverNobodyText, alone.LastReply);
        alone.CaseText(World.P1, "0");
        Assert.Equal(LineKey.CaseNoCoordinatorText, alone.LastReply);

        var others = World.ByText().To(200).CaseText(World.P1, "1");
        others.CaseText(World.P1, "4");
        Assert.Equal(LineKey.CaseHandOverText, others.LastReply);
        others.CaseText(World.P1, "0");
        Assert.Equal(LineKey.CaseCoordinatorText, others.LastReply);

        var ringing = World.ByText().To(200).CaseText(World.P1, "1").CaseText(World.P1, "9");
        Assert.Equal(LineKey.CaseEmsText, ringing.LastReply);
        ringing.CaseText(World.P1, "9");
        Assert.Equal(LineKey.CaseEmsAlreadyText, ringing.LastReply);
    }

    [Fact]
    public void What_can_be_texted_is_what_fits_a_talk_and_a_talk_nobody_came_to_is_over()
    {
        var world = World.ByText().Text("0").Run(3).CaseText(World.P1, "1");
        Assert.Equal((LineKey.AcceptedText, "talk"), (world.LastReply, world.Replies[^1].Line.Args[1]));
        world.CaseText(World.P1, "no idea");
        Assert.Equal((LineKey.CaseHelpText, "talk"), (world.LastReply, world.Replies[^1].Line.Args[1]));
        world.Run(60);
        Assert.Contains(world.Of<Intent.SendText>(), i => i.Intent is Intent.SendText { Text: { Key: LineKey.CaseNotJoinedText, Args: [_, "talk"] } });
    }

    /// <summary>Promise 10: no key is told that does nothing.</summary>
    [Fact]
    public void A_coordinator_who_joins_the_person_in_charge_hears_whose_it_is_and_no_keys()
    {
        var world = World.ByText().To(200).Take(World.P1);
        world.Star(World.P1, "0").Run(2).Answer(World.C1).Press(World.C1, "1");
        var heard = world.Lines.Where(l => l.Who == World.C1).Select(l => l.Key).ToList();
        Assert.Contains(LineKey.BriefBeside, heard);
        Assert.Contains(LineKey.BriefPlace, heard);
        Assert.DoesNotContain(LineKey.BriefWho, heard);
        Assert.DoesNotContain(LineKey.BriefKeys, heard);
        Assert.Equal(World.P1, world.S.Incident!.Owner!.Who);
    }

    [Theory]
    [InlineData(true, "heard")]
    [InlineData(false, "")]
    public void The_place_as_a_text_claims_no_more_than_the_spoken_brief(bool unconfirmed, string doubt)
    {
        var world = World.ByText().To(200).CaseText(World.P1, "1");
        world.S = world.S with { Place = world.S.Place! with { Unconfirmed = unconfirmed } };
        world.CaseText(World.P1, "2");
        var args = PlaceTexted(world);
        Assert.Equal(["", doubt, "", World.Standard.EmsCallbackNumber], args.Skip(4));
    }

    [Fact]
    public void Who_asked_for_help_is_not_said_to_give_no_answer()
    {
        var world = World.ByText().To(10).Text("9").CaseText(World.P1, "1").CaseText(World.P1, "2");
        Assert.Equal("asked", PlaceTexted(world)[4]);
    }

    private static string[] PlaceTexted(World world) =>
        [.. world.Of<Intent.SendText>().Select(i => ((Intent.SendText)i.Intent).Text).Single(t => t.Key == LineKey.CasePlaceText).Args];

    [Fact]
    public void The_place_that_could_not_be_texted_yet_goes_to_nobody_who_has_left_the_case()
    {
        var world = World.ByText().To(200).CaseText(World.P1, "1");
        world.CarriesOut = false;
        world.CaseText(World.P1, "2");
        var attempt = Assert.Single(world.S.Pending, p => p.Intent is Intent.SendText { Text.Key: LineKey.CasePlaceText }).Attempt;
        var claimed = Decider.Claim(world.S, [attempt], world.Now.AddSeconds(8));
        var refused = Decider.Decide(claimed, new Happening.TextFailed(attempt, World.P1, Refusal.Temporary), World.Standard, world.Now).Session;
        Assert.Contains(refused.Pending, p => p.Attempt == attempt && p.ClaimedUntilUtc is null);
        world.S = refused;
        world.CaseText(World.P1, "7");
        Assert.DoesNotContain(world.S.Pending, p => p.Attempt == attempt);
    }

    [Fact]
    public void By_text_a_person_on_the_case_has_every_key()
    {
        var world = World.ByText().To(200).CaseText(World.P1, "1");
        world.CaseText(World.P1, "2");
        Assert.Contains(world.Of<Intent.SendText>(), i => i.Intent is Intent.SendText { Text.Key: LineKey.CasePlaceText });
        world.CaseText(World.P1, "9");
        Assert.Equal(LineKey.CaseEmsText, world.LastReply);
        world.CaseText(World.P1, "7");
        Assert.Equal(LineKey.CaseLeftText, world.LastReply);
        Assert.Null(world.S.Incident!.Owner);
    }

    [Fact]
    public void The_late_are_told_by_text_that_it_is_taken()
    {
        var world = World.ByText().To(200).Take(World.P1).CaseText(World.P2, "1");
        Assert.Equal(LineKey.TakenText, world.LastReply);
        Assert.Equal(World.P1, world.S.Incident!.Owner!.Who);
    }

    [Fact]
    public void Passing_by_key_after_accepting_by_text_gives_it_up()
    {
        var world = World.ByText().To(200).CaseText(World.P1, "1").Answer(World.P1).Press(World.P1, "2");
        Assert.Null(world.S.Incident!.Owner);
        Assert.Contains(LineKey.Passed, world.LastHeard(World.P1));
    }

    [Fact]
    public void Somebody_on_the_case_who_calls_in_is_asked_for_a_key_then_joined()
    {
        var world = World.ByText().To(200).CaseText(World.P1, "1").CaseText(World.P1, "6").To(300);
        world.Feed(new Happening.CaseCalledIn(World.P1, "CApeer"));
        Assert.Equal([LineKey.RejoinOffer], world.LastHeard(World.P1));
        world.Press(World.P1, "1");
        Assert.Contains(LineKey.BriefPlace, world.LastHeard(World.P1));
    }

    [Fact]
    public void A_person_asked_for_is_joined_and_the_watch_waits()
    {
        var world = World.ByVoice().To(10).Press(Party.Caller, "0");
        Assert.Contains(LineKey.PersonComing, world.LastHeard(Party.Caller));
        Assert.Equal(2, world.CallsTo(PartyKind.Peer).Count);
        world.Answer(World.P1);
        Assert.Contains(LineKey.OfferPeerTalk, world.LastHeard(World.P1));
        world.Press(World.P1, "1");
        Assert.DoesNotContain(LineKey.BriefPlace, world.LastHeard(World.P1));
        world.Silence(World.P1).Run(1);
        Assert.True(world.CallTo(Party.Caller).InRoom);
        world.To(400);
        Assert.Null(world.S.CheckIn.AskedUtc);
        world.HangUp(World.P1).Run(40);
        Assert.Null(world.S.Incident);
        Assert.True(world.S.CheckIn.AskedUtc is not null || world.S.CheckIn.DueUtc is not null);
        Assert.Empty(world.CallsTo(PartyKind.Ems));
    }

    [Fact]
    public void A_person_asked_for_and_nobody_there_is_said_at_once()
    {
        var world = World.ByVoice(facts: World.Standard with { Peers = [], Coordinators = [] }).To(10).Press(Party.Caller, "0");
        Assert.Contains(LineKey.NoPerson, world.LastHeard(Party.Caller));
        Assert.Null(world.S.Incident);
        var text = World.ByText(World.Standard with { Peers = [], Coordinators = [] }).To(10).Text("0");
        Assert.Equal(LineKey.NoPersonText, text.LastReply);
        Assert.False(text.Texted(PartyKind.Caller, LineKey.NoPersonText));
    }

    [Fact]
    public void A_person_asked_for_and_not_reached_is_said_and_check_ins_go_on()
    {
        var world = World.ByText().To(10).Text("0").To(119);
        Assert.Equal(LineKey.PersonComingText, world.LastReply);
        world.To(300);
        Assert.True(world.Texted(PartyKind.Caller, LineKey.PersonNotReachedText));
        Assert.True(world.Texted(PartyKind.Caller, LineKey.CheckInText));
    }

    [Fact]
    public void A_person_asked_for_then_a_miss_becomes_a_ladder()
    {
        var world = World.ByText().To(100).Text("0").To(196);
        Assert.Equal(Cause.MissedCheckIn, world.S.Incident!.Cause);
        world.To(241);
        Assert.Equal([S(240)], world.CallsTo(PartyKind.Ems));
    }

    [Fact]
    public void A_talk_begun_by_voice_ends_with_the_line()
    {
        var world = World.ByVoice("0").To(5).Take(World.P1).To(60);
        Assert.False(world.S.Watched);
        world.HangUp(Party.Caller).Run(60);
        Assert.False(world.S.Open);
        Assert.Equal(Outcome.TalkEnded, world.S.Outcome);
        Assert.Empty(world.Claimed);
    }

    [Fact]
    public void A_talk_begun_by_text_ends_when_it_is_over()
    {
        var world = new World();
        world.Start(new Beginning("s1", "123", World.CallerPhone, TextChannel.Works, Key: "0"));
        world.Text("0").Take(World.P1).Run(20).Answer(Party.Caller).Run(60).HangUp(World.P1).Run(60);
        Assert.True(world.Hears(Party.Caller, LineKey.PersonHere));
        world.HangUp(Party.Caller).Run(60);
        Assert.False(world.S.Open);
        var silent = new World();
        silent.Start(new Beginning("s1", "123", World.CallerPhone, TextChannel.Works, Key: "0"));
        silent.Run(130);
        Assert.False(silent.S.Open);
    }

    [Fact]
    public void One_in_a_talk_starts_the_watch()
    {
        var world = World.ByVoice("0", World.Standard with { Peers = [], Coordinators = [] }).To(5).Press(Party.Caller, "1");
        Assert.True(world.S.Watched);
        Assert.NotNull(world.S.CheckIn.DueUtc);
    }

    [Fact]
    public void A_caller_alone_in_the_room_is_brought_back()
    {
        var world = World.ByVoice().To(170).Take(World.P1).Run(10);
        Assert.True(world.CallTo(Party.Caller).InRoom);
        world.HangUp(World.P1);
        Assert.False(world.CallTo(Party.Caller).InRoom);
        Assert.Contains(LineKey.PersonLost, world.LastHeard(Party.Caller));
    }

    [Fact]
    public void A_coordinator_who_is_also_a_peer_is_rung_once()
    {
        var world = World.ByText(World.Standard with { Coordinators = [new CoordinatorFact("c1", "+19055550201")] }, place: false).To(300);
        Assert.Empty(world.CallsTo(World.C1));
    }
}
