using Exploration.Model;
using SpotterBot.Decisions.Places;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions.Tests;

public sealed class EmsTests
{
    private static readonly Facts Alone = World.Standard with { Peers = [], Coordinators = [] };

    private static TimeSpan S(double seconds) => TimeSpan.FromSeconds(seconds);

    /// <summary>Nobody but EMS can be reached; their line rings from 195 s on.</summary>
    private static World Ringing(Phone phone = Phone.Rings, Phone backup = Phone.Rings, Facts? facts = null)
    {
        var world = World.ByText(facts ?? Alone);
        world.Phones["Ems:0"] = phone;
        world.Phones["Ems:1"] = backup;
        return world.To(196);
    }

    [Fact]
    public void They_hear_at_once_what_they_need_in_the_order_they_ask()
    {
        var world = Ringing().Answer(World.Ems);
        Assert.Equal(
            [LineKey.EmsWho, LineKey.EmsCity, LineKey.EmsAddress, LineKey.EmsSpelled, LineKey.EmsAddress, LineKey.EmsCallback, LineKey.EmsWhatMissed, LineKey.EmsBring, LineKey.EmsKeys],
            world.LastHeard(World.Ems));
    }

    [Fact]
    public void How_to_get_in_and_an_unconfirmed_area_are_said()
    {
        var world = Ringing(facts: Alone with { Areas = [World.Hamilton with { Match = ["*"] }] });
        world.Text("AT 12 Main St, Dundas, buzzer 12").Answer(World.Ems);
        Assert.Contains(LineKey.EmsAreaUnconfirmed, world.LastHeard(World.Ems));
        world.Press(World.Ems, "2");
        Assert.Contains(world.Lines, l => l.Key == LineKey.EmsAccess && l.Args[0] == "buzzer 12");
        Assert.Contains(LineKey.EmsAreaUnconfirmed, world.LastHeard(World.Ems));
    }

    /// <summary>Promise 6: a desk that keys 1 at once has still to hear how the crew gets in.</summary>
    [Fact]
    public void What_the_first_pass_had_no_room_for_is_said_once_when_they_have_confirmed()
    {
        var world = Ringing();
        world.Text("AT 12 Main St, Hamilton, use the stairs at the back of the building, the side gate is locked, gate code 4512").Answer(World.Ems);
        Assert.DoesNotContain(LineKey.EmsAccess, world.LastHeard(World.Ems));
        world.Press(World.Ems, "1");
        Assert.Contains(LineKey.EmsAccess, world.LastHeard(World.Ems));
        world.Silence(World.Ems);
        Assert.DoesNotContain(LineKey.EmsAccess, world.LastHeard(World.Ems));
    }

    [Fact]
    public void A_door_that_was_told_with_the_address_is_not_said_again_when_they_have_confirmed()
    {
        var world = Ringing();
        world.Text("AT 1200 Sheppard Ave E, Hamilton, buzzer 12").Answer(World.Ems);
        Assert.Contains(LineKey.EmsAccess, world.LastHeard(World.Ems));
        world.Press(World.Ems, "1");
        Assert.DoesNotContain(LineKey.EmsAccess, world.LastHeard(World.Ems));
    }

    [Fact]
    public void One_at_a_time()
    {
        var world = Ringing().Answer(World.Ems).To(250);
        Assert.Single(world.CallsTo(PartyKind.Ems));
    }

    [Fact]
    public void Busy_is_dialled_again_after_ten_seconds()
    {
        var world = Ringing(Phone.Busy).To(230);
        Assert.Equal([S(195), S(206), S(217), S(228)], world.CallsTo(World.Ems));
        Assert.Empty(world.CallsTo(World.EmsBackup));
    }

    [Fact]
    public void No_answer_in_thirty_seconds_goes_to_the_next_number()
    {
        var world = Ringing().To(226);
        Assert.Equal([S(195)], world.CallsTo(World.Ems));
        Assert.Equal([S(225)], world.CallsTo(World.EmsBackup));
    }

    [Fact]
    public void A_number_that_is_none_goes_to_the_next_at_once_and_is_not_dialled_again()
    {
        var world = Ringing(Phone.Invalid).To(1000);
        Assert.Single(world.CallsTo(World.Ems));
        Assert.Equal(S(195), world.CallsTo(World.EmsBackup)[0]);
        Assert.True(world.Noted(HistoryKind.EmsLineBad));
    }

    [Fact]
    public void The_only_line_left_is_not_dialled_again_without_its_pause()
    {
        var world = Ringing(Phone.Invalid).To(280);
        Assert.Equal([S(195), S(235), S(275)], world.CallsTo(World.EmsBackup));
    }

    [Fact]
    public void A_line_that_has_just_rung_out_has_its_pause_though_the_other_is_no_number()
    {
        var world = Ringing(Phone.Rings, Phone.Invalid).To(280);
        Assert.Equal([S(225)], world.CallsTo(World.EmsBackup));
        Assert.Equal([S(195), S(235), S(275)], world.CallsTo(World.Ems));
    }

    [Fact]
    public void The_other_line_is_not_dialled_while_one_may_still_ring_though_the_desk_called_us()
    {
        var world = Ringing();
        var ringing = world.CallTo(World.Ems);
        world.Feed(new Happening.CaseCalledIn(World.Ems, "CAback"));
        world.CarriesOut = false;
        world.Now = World.Zero.AddSeconds(600);
        world.Feed(new Happening.TimePassed());
        Assert.Empty(world.CallsTo(World.EmsBackup));
        world.Feed(new Happening.CallStatus(ringing.LegId, ringing.Sid, LegState.Ended, LegEnd.NoAnswer, 9));
        Assert.Equal([S(600)], world.CallsTo(World.EmsBackup));
    }

    [Fact]
    public void No_line_at_all_that_can_be_dialled_is_the_last_rung_and_does_not_spin()
    {
        var world = World.ByText();
        world.Phones["Ems"] = Phone.Invalid;
        world.To(400);
        Assert.Equal(2, world.CallsTo(PartyKind.Ems).Count);
        Assert.True(world.Texted(PartyKind.Coordinator, LineKey.AlarmEmsFailingText));
        Assert.NotEmpty(world.CallsTo(World.C1));
    }

    [Fact]
    public void Our_own_fault_does_not_spend_a_dispatch_line_and_alarms_once()
    {
        var world = World.ByText();
        world.Phones["Ems"] = Phone.Misconfigured;
        world.To(300);
        Assert.True(world.CallsTo(PartyKind.Ems).Count > 3);
        Assert.Single(world.TextsTo(PartyKind.Coordinator), t => t.Key == LineKey.AlarmProviderText);
        world.Phones["Ems"] = Phone.Rings;
        world.Run(25).Answer(World.Ems);
        Assert.Contains(LineKey.EmsAddress, world.LastHeard(World.Ems));
    }

    [Fact]
    public void Unconfirmed_for_ninety_seconds_the_other_line_is_dialled_while_this_stays()
    {
        var world = Ringing().Answer(World.Ems).To(285);
        Assert.Empty(world.CallsTo(World.EmsBackup));
        world.To(287);
        Assert.Equal([S(286)], world.CallsTo(World.EmsBackup));
        Assert.True(world.HasCall(World.Ems));
        world.Answer(World.EmsBackup).Press(World.EmsBackup, "1");
        Assert.NotNull(world.S.Incident!.Ems.ConfirmedUtc);
        Assert.Contains(LineKey.EmsSecondCall, world.LastHeard(World.Ems));
        world.Run(120);
        Assert.False(world.HasCall(World.Ems));
        Assert.True(world.HasCall(World.EmsBackup));
    }

    /// <summary>Promise 4: the town that we asked for may make it another area's.</summary>
    [Fact]
    public void A_town_in_answer_to_our_question_has_the_other_areas_line_dialled()
    {
        var illinois = new Area("Sangamon", ["Springfield", "Illinois"], ["+12175550911"]);
        var missouri = new Area("Greene", ["Springfield", "Missouri"], ["+14175550911"]);
        var world = World.ByText(Alone with { Areas = [illinois, missouri] }, place: false).Text("AT 12 Main St, Springfield").To(196).Answer(World.Ems);
        Assert.Equal("Sangamon", Assert.Single(world.S.LiveLegs, l => l.Purpose == LegPurpose.Ems).Area);
        world.Text("Springfield, Missouri").Run(2);
        Assert.Contains(world.History, h => h.Kind == HistoryKind.EmsAreaChanged);
        Assert.Contains(world.S.LiveLegs, l => l is { Purpose: LegPurpose.Ems, Area: "Greene", Elsewhere: false });
        Assert.Contains(world.S.LiveLegs, l => l is { Purpose: LegPurpose.Ems, Area: "Sangamon", Elsewhere: true });
    }

    [Fact]
    public void Hung_up_on_early_the_next_number_is_dialled()
    {
        var world = Ringing().Answer(World.Ems).To(200).HangUp(World.Ems).To(211);
        Assert.Equal([S(210)], world.CallsTo(World.EmsBackup));
    }

    [Fact]
    public void Confirmed_by_a_key_and_never_hung_up_on()
    {
        var world = Ringing().Answer(World.Ems).Press(World.Ems, "1");
        Assert.Contains(LineKey.EmsConfirmed, world.LastHeard(World.Ems));
        Assert.Contains(world.Of<Intent.ExtendCall>(), i => i.Intent is Intent.ExtendCall { TimeLimitSeconds: 1800 });
        world.Run(600);
        Assert.True(world.HasCall(World.Ems));
        Assert.Single(world.CallsTo(PartyKind.Ems));
        world.HangUp(World.Ems).Run(300);
        Assert.Single(world.CallsTo(PartyKind.Ems));
    }

    [Fact]
    public void Confirmed_by_a_phrase_only_after_the_address_was_spoken_and_read_back()
    {
        var world = Ringing().Answer(World.Ems).Say(World.Ems, "got it");
        Assert.Null(world.S.Incident!.Ems.ConfirmedUtc);
        world.Silence(World.Ems).Say(World.Ems, "Copy that.");
        Assert.Equal([LineKey.EmsReadBack], world.LastHeard(World.Ems));
        Assert.Null(world.S.Incident!.Ems.ConfirmedUtc);
        world.Silence(World.Ems);
        Assert.NotNull(world.S.Incident!.Ems.ConfirmedUtc);
    }

    [Fact]
    public void A_no_to_the_read_back_is_no_confirmation()
    {
        var world = Ringing().Answer(World.Ems).Silence(World.Ems).Say(World.Ems, "on the way").Say(World.Ems, "no wait, which street");
        Assert.Null(world.S.Incident!.Ems.ConfirmedUtc);
        Assert.Contains(LineKey.EmsAddress, world.LastHeard(World.Ems));
    }

    [Fact]
    public void A_question_gets_address_city_and_call_back_again_and_a_person_is_rung_to_join()
    {
        var world = Ringing(facts: World.Standard with { Peers = [] }).To(200).Answer(World.Ems).Silence(World.Ems).Say(World.Ems, "is she breathing?");
        Assert.Equal([LineKey.EmsCity, LineKey.EmsAddress, LineKey.EmsCallback], world.LastHeard(World.Ems).Take(3));
        Assert.Contains(S(200), world.CallsTo(World.C1));
    }

    [Fact]
    public void Zero_joins_a_person()
    {
        var world = World.ByText().To(241).Answer(World.Ems).Press(World.Ems, "0").Take(World.P1);
        Assert.True(world.CallTo(World.Ems).InRoom);
        Assert.Contains(LineKey.EmsJoining, world.LastHeard(World.Ems));
        world.To(400);
        Assert.Empty(world.CallsTo(World.EmsBackup));
        world.HangUp(World.P1);
        Assert.False(world.CallTo(World.Ems).InRoom);
        Assert.Contains(LineKey.EmsAddress, world.LastHeard(World.Ems));
    }

    [Fact]
    public void Before_ems_joins_the_peers_leaving_no_longer_ends_the_room()
    {
        var world = World.ByVoice().To(170).Take(World.P1).To(211);
        Assert.True(world.S.Leg(world.CallTo(World.P1).LegId)!.EndsRoom);
        world.To(231).Answer(World.Ems).Press(World.Ems, "0");
        Assert.Contains(world.Of<Intent.SetEndsRoom>(), i => i.Intent is Intent.SetEndsRoom { EndsRoom: false });
        Assert.True(world.CallTo(World.Ems).InRoom);
    }

    [Fact]
    public void Two_repeats_slower_before_and_after_the_confirmation()
    {
        var world = Ringing().Answer(World.Ems).Press(World.Ems, "2");
        Assert.Contains(LineKey.EmsSpelled, world.LastHeard(World.Ems));
        Assert.Contains(world.CallTo(World.Ems).Document!.Verbs, v => v is Verb.Ask { Slow: true });
        world.Press(World.Ems, "1").Silence(World.Ems).Press(World.Ems, "2");
        Assert.Contains(LineKey.EmsSpelled, world.LastHeard(World.Ems));
        Assert.Contains(world.CallTo(World.Ems).Document!.Verbs, v => v is Verb.Ask { Slow: true });
        Assert.NotNull(world.S.Incident!.Ems.ConfirmedUtc);
    }

    [Fact]
    public void A_second_call_that_reports_in_later_says_so_and_ends()
    {
        var world = Ringing(Phone.NoReceipt).To(206);
        world.Phones["Ems:0"] = Phone.Rings;
        var lost = world.S.Legs.First(l => l.Who == World.Ems);
        Assert.Equal(LegEnd.Lost, lost.End);
        world.Feed(new Happening.LegAsks(lost.Id, "CAlost", 0, 1));
        Assert.Contains(LineKey.EmsAddress, world.LastHeard(World.Ems));
        world.To(214);
        Assert.Equal(lost.Id, world.S.Incident!.Ems.KeptLegId);
        Assert.Single(world.S.LiveLegs, l => l.Who == World.Ems && !l.Unwanted);
    }

    [Fact]
    public void An_ambiguous_order_is_looked_for_then_dialled_again_after_ten_seconds()
    {
        var world = Ringing(Phone.NoReceipt);
        Assert.NotEmpty(world.Of<Intent.FindCall>());
        world.Phones["Ems:0"] = Phone.Rings;
        world.To(204);
        Assert.Single(world.CallsTo(World.Ems));
        world.To(206);
        Assert.Equal([S(195), S(205)], world.CallsTo(World.Ems));
    }

    [Fact]
    public void An_ambiguous_order_that_is_found_is_not_dialled_again()
    {
        var world = Ringing(Phone.Stuck);
        var leg = world.S.LiveLegs.Single(l => l.Who == World.Ems);
        world.Calls.Add(new Call(leg.Id, "CAfound", World.Ems));
        world.Feed(new Happening.CallUnknown(leg.Id));
        world.To(220);
        Assert.Equal(LegState.Ringing, world.S.Leg(leg.Id)!.State);
        Assert.Single(world.CallsTo(PartyKind.Ems));
    }

    [Fact]
    public void Two_calls_of_one_order_the_second_says_so()
    {
        var world = Ringing().Answer(World.Ems);
        var leg = world.S.LiveLegs.Single(l => l.Who == World.Ems);
        world.Feed(new Happening.LegAsks(leg.Id, "CAother", 0, 1));
        var voice = Assert.IsType<Answer.Voice>(world.LastAnswer);
        Assert.Equal([LineKey.EmsSecondCall], Documents.LinesOf(voice).Select(l => l.Key));
    }

    [Fact]
    public void An_order_that_vanished_without_a_result_is_looked_for()
    {
        var world = Ringing(Phone.Stuck);
        var leg = world.S.LiveLegs.Single(l => l.Who == World.Ems);
        world.Feed(new Happening.Carried(leg.Id, Done: false));
        world.Phones["Ems:0"] = Phone.Rings;
        world.To(210);
        Assert.Equal(2, world.CallsTo(World.Ems).Count);
    }

    [Fact]
    public void The_desk_that_rings_back_is_asked_for_nothing_and_joined()
    {
        var world = World.ByText().To(241).Answer(World.Ems).Press(World.Ems, "1").HangUp(World.Ems).Take(World.P1);
        world.Feed(new Happening.CaseCalledIn(World.Ems, "CAback"));
        Assert.True(world.Calls.Single(c => c.Sid == "CAback").InRoom);
    }

    [Fact]
    public void A_confirmed_incident_without_anybody_closes_after_an_hour()
    {
        var world = Ringing().Answer(World.Ems).Press(World.Ems, "1").Run(60).HangUp(World.Ems).Run(3700);
        Assert.False(world.S.Open);
        Assert.Equal(Outcome.EmsConfirmed, world.S.Outcome);
    }

    [Fact]
    public void The_person_in_charge_hears_that_ems_rings_and_has_confirmed()
    {
        var world = World.ByText().To(200).Take(World.P1).To(265).Answer(World.Ems).Press(World.Ems, "1");
        Assert.True(world.Told(World.P1, LineKey.EmsIsRinging));
        Assert.True(world.Told(World.P1, LineKey.EmsHasConfirmed));
    }

    [Fact]
    public void Dials_are_paced_and_go_on_and_everybody_is_rung_beside_them()
    {
        var world = World.ByText();
        world.Phones["Ems"] = Phone.Busy;
        world.To(240 + 600);
        Assert.InRange(world.CallsTo(PartyKind.Ems).Count, 15, 60);
        Assert.True(world.S.Incident!.LastRung);
        Assert.NotEmpty(world.CallsTo(World.C1));
    }

    [Fact]
    public void The_last_line_of_a_case_that_the_desk_sees_has_no_place_where_none_is_known()
    {
        var world = World.ByText(place: false).To(300);
        world.Feed(new Happening.CaseCalledIn(World.Ems, "CAback"));
        Assert.Contains(LineKey.EmsAskCode, world.LastHeard(World.Ems));
        world.Press(World.Ems, world.S.Incident!.EmsCode);
        Assert.Contains(LineKey.EmsWho, world.LastHeard(World.Ems));
    }
}
