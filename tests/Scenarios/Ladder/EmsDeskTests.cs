using PhoneCompany.People;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.Ladder;

/// <summary>The dispatch desk, in every way it can take a call. Promises 2, 3, 4, 5.</summary>
public sealed class EmsDeskTests
{
    public static TheoryData<Mode> Modes => [Mode.TextMe, Mode.CallMe, Mode.OnTheLine];

    [Theory]
    [MemberData(nameof(Modes))]
    public void Nobody_is_on_the_roster_so_the_caller_was_told_and_ems_is_rung_at_the_miss_within_the_bound_and_confirms(Mode mode)
    {
        using var s = new Scenario(peers: 0);
        s.Watched(mode);
        if (mode == Mode.TextMe)
        {
            s.Caller.Gets("no person is on call");
        }

        var due = s.Misses(mode);
        s.Ems.TakesTheEmergency(within: 10).Hears("Press 2 to hear it again");
        Assert.InRange(s.Ems.SecondsUntilRung(due), Walks.MissOf(mode), Walks.MissOf(mode) + 5);
        s.Coordinator.Gets("crew's line");
        s.Ems.HangsUp();
        Ends(s);
    }

    [Fact]
    public void Ems_hears_who_city_address_twice_spelled_call_back_what_happened_how_to_get_in_and_naloxone_in_that_order()
    {
        using var s = Missed();
        s.Ems.IsRung().Answers().Hears("Press 1 or say got it", within: 90);
        var words = s.Ems.Phone.WordsSince(0);
        string[] order =
        [
            "Ambulance, please", "Automated spotter", "not the address on your screen", "town is Hamilton", "address is 12 Main Street, apartment 4", "1 2, Main, M A I N",
            "address is 12 Main Street", "Call back on 2 8 9 5 5 5 0 1 9 9", "stopped responding", "get in: buzzer 12", "naloxone", "Press 1",
        ];
        var at = -1;
        foreach (var part in order)
        {
            var next = words.IndexOf(part, at + 1, StringComparison.Ordinal);
            Assert.True(next > at, $"\"{part}\" is missing or out of order in: {words}");
            at = next;
        }

        s.Ems.Presses("1").Hears("Confirmed").HangsUp();
        Ends(s);
    }

    [Theory]
    [InlineData("Got it")]
    [InlineData("Copy that.")]
    [InlineData("Units on the way")]
    public void A_listed_phrase_after_the_address_is_read_back_and_silence_confirms_it(string phrase)
    {
        using var s = Missed();
        s.Ems.IsRung().Answers().Hears("Press 1 or say got it", within: 90);
        s.RunSeconds(10);
        s.Ems.Says(phrase).Hears("I heard: confirmed").Hears("Confirmed, thank you");
        Assert.Contains("EmsConfirmed", s.History());
        s.Ems.HangsUp();
        Ends(s);
    }

    [Fact]
    public void A_desk_that_has_confirmed_and_stays_on_the_line_hears_a_new_place()
    {
        using var s = Missed();
        s.Ems.IsRung().Answers().Hears("Press 1 or say got it", within: 90).Presses("1").Hears("Confirmed");
        s.RunSeconds(5);
        s.Caller.MayGet(".").Texts("AT 9 King St, Hamilton");
        s.Ems.Hears("They gave a new place.*9 King Street.*Call back on.*Press 1", within: 60).Presses("1").Hears("Confirmed").HangsUp();
        Ends(s);
    }

    [Fact]
    public void A_phrase_spoken_over_the_first_address_confirms_nothing()
    {
        using var s = Missed();
        s.Ems.IsRung().Answers().Hears("Ambulance, please").Says("Got it").Hears("Press 1 or say got it", within: 60).NeverHeard("I heard: confirmed");
        Assert.DoesNotContain("EmsConfirmed", s.History());
        s.Ems.Presses("1").Hears("Confirmed").HangsUp();
        Ends(s);
    }

    [Fact]
    public void A_question_is_answered_with_the_address_again_and_a_person_is_rung_and_joined()
    {
        using var s = Missed(peers: 1, passes: false);
        s.PeerA.Is(Behaviour.NoAnswer).IsRung().Gets("someone needs a person");
        s.Ems.IsRung(within: 60).Answers().Hears("Press 1 or say got it", within: 90);
        s.Coordinator.Gets("crew's line");
        s.RunSeconds(10);
        s.PeerA.Is(Behaviour.Manual);
        s.Ems.Says("What is the nature of the emergency?").Hears("town is Hamilton").Hears("12 Main St").Hears("Call back on");
        s.Coordinator.IsRung(within: 20).Gets("someone needs a person");
        s.Coordinator.Answers().Hears("for a coordinator").NeverHeard("Main").Presses("1").Hears("They are at 12 Main");
        s.Caller.IsRung();
        s.Ems.Hears("Joining you to a person");
        s.Coordinator.Hears("Joining you now");
        s.RunSeconds(9);
        s.Ems.Says("Is the patient breathing?");
        s.Coordinator.Hears("patient breathing");
        s.PeerA.MayBeRung().MayGet("has it, thank you");
        s.Coordinator.Presses("*").Hears("1 they are OK").Presses("1").Hears("Noted");
        s.Ems.Hears("No ambulance is asked for").Hears("A person is on the line");
        s.Caller.Gets("stand down").MayBeRung();
        s.RunSeconds(10);
        s.Ems.HangsUp();
        s.Coordinator.IsOffTheLine(within: 60);
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void Two_is_slower_and_again_and_zero_is_a_person()
    {
        using var s = Missed(peers: 0);
        s.Ems.IsRung().Answers().Hears("Ambulance, please").Presses("2").Hears("Ambulance, please").Hears("12 Main St", within: 60);
        s.Ems.Presses("0").Hears("town is Hamilton").Hears("getting a person");
        s.Coordinator.IsRung().Gets("someone needs a person").Answers().Hears("Press 1").Presses("1").Hears("It's yours");
        s.Ems.Hears("Joining you to a person");
        s.Caller.IsRung();
        s.Coordinator.IsBriefed().Presses("*").Hears("1 they are OK").Presses("1").Hears("Noted");
        s.Ems.HangsUp();
        s.Coordinator.HangsUp();
        s.Caller.MayBeRung().Gets("stand down");
        s.Coordinator.MayBeRung().MayGet("crew may not know|someone needs a person");
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void A_menu_in_front_of_the_desk_is_passed_with_the_areas_digits()
    {
        using var s = Missed(settings: ("Places:Areas:0:DispatchDigits", "wwww2"));
        s.Ems.Is(Behaviour.DispatchMenu(TimeSpan.FromSeconds(2), "2", Desk(), "You have reached county dispatch. For emergencies press 2.")).IsRung();
        s.RunSeconds(90);
        s.Ems.Hears("Confirmed, thank you", within: 90);
        s.Ems.WasRung(1).HangsUp();
        Ends(s);
    }

    [Fact]
    public void Hold_music_is_waited_through_and_the_desk_hears_the_whole_when_it_comes()
    {
        using var s = Missed();
        s.Ems.Is(Behaviour.HoldMusic(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(50), Desk())).IsRung();
        s.Ems.Hears("Confirmed, thank you", within: 150);
        s.Ems.WasRung(1).HangsUp();

        // What the desk said on picking up was no confirmation, so a person was rung for it.
        s.Coordinator.MayBeRung().Gets("someone needs a person");
        Ends(s);
    }

    [Fact]
    public void Unconfirmed_for_ninety_seconds_the_backup_is_dialled_while_this_leg_stays()
    {
        using var s = Missed();
        s.Ems.Is(Behaviour.AnswersThenSilent(TimeSpan.FromSeconds(2))).IsRung();
        s.EmsBackup.IsRung(within: 110);
        Assert.InRange((s.EmsBackup.RungUtc[0] - s.Ems.RungUtc[0]).TotalSeconds, 90, 97);
        Assert.True(s.Ems.Phone.IsInCall);
        s.EmsBackup.Answers().Hears("12 Main St", within: 60).Presses("1").Hears("Confirmed");
        s.Ems.Hears("second call for the same person").IsOffTheLine();
        s.EmsBackup.HangsUp();
        s.Ems.WasRung(1);
        Ends(s);
    }

    [Fact]
    public void A_desk_that_hangs_up_before_confirming_is_rung_again_ten_seconds_later()
    {
        using var s = Missed();
        s.Ems.IsRung().Answers().Hears("Ambulance, please").HangsUp();
        var gone = s.Now;
        s.EmsBackup.IsRung(within: 15).Answers().Hears("12 Main St", within: 60).Presses("1").Hears("Confirmed").HangsUp();
        Assert.InRange((s.EmsBackup.RungUtc[0] - gone).TotalSeconds, 9, 13);
        Ends(s);
    }

    [Fact]
    public void A_busy_desk_is_rung_again_after_ten_seconds()
    {
        using var s = Missed();
        s.Ems.Is(Behaviour.Busy);
        s.RunUntil(() => s.Network.Calls.Any(c => c.To == s.Ems.Number && c.Status == "busy"), TimeSpan.FromSeconds(60));
        var busy = s.Now;
        s.Ems.Is(Behaviour.Manual).IsRung(within: 20).Answers().Hears("12 Main St", within: 60).Presses("1").Hears("Confirmed").HangsUp();
        Assert.InRange((s.Ems.RungUtc[^1] - busy).TotalSeconds, 9, 13);
        s.Ems.WasRung(2);
        s.EmsBackup.WasRung(0);
        Ends(s);
    }

    [Fact]
    public void A_desk_that_does_not_answer_in_thirty_seconds_is_followed_by_the_next_number()
    {
        using var s = Missed();
        s.Ems.Is(Behaviour.NoAnswer).IsRung();
        s.EmsBackup.IsRung(within: 40).Answers().Hears("12 Main St", within: 60).Presses("1").Hears("Confirmed").HangsUp();
        Assert.InRange((s.EmsBackup.RungUtc[0] - s.Ems.RungUtc[0]).TotalSeconds, 29, 38);
        s.Ems.WasRung(1);
        Ends(s);
    }

    [Fact]
    public void A_number_that_does_not_exist_is_followed_by_the_backup_at_once_and_never_dialled_again()
    {
        using var s = Missed();
        s.Ems.Is(Behaviour.InvalidNumber);
        s.EmsBackup.Is(Behaviour.NoAnswer).IsRung(within: 20);
        s.EmsBackup.Is(Behaviour.Manual).IsRung(within: 70).Answers().Hears("12 Main St", within: 60).Presses("1").Hears("Confirmed").HangsUp();
        s.Ems.WasRung(1);
        Ends(s);
    }

    [Fact]
    public void Neither_line_exists_so_every_person_is_rung_in_rounds_until_one_takes_it()
    {
        using var s = Missed();
        s.Ems.Is(Behaviour.InvalidNumber);
        s.EmsBackup.Is(Behaviour.InvalidNumber);
        s.Coordinator.Gets("cannot be reached", within: 30);
        s.Coordinator.Is(Behaviour.NoAnswer).IsRung().Gets("someone needs a person");
        s.Coordinator.Is(Behaviour.Manual).IsRung(within: 100).Answers().Hears("Press 1").NeverHeard("Main").Presses("1").Hears("They are at 12 Main");
        s.Caller.IsRung();
        s.Coordinator.IsBriefed().Presses("*").Hears("1 they are OK").Presses("1").Hears("Noted").HangsUp();
        s.Ems.WasRung(1);
        s.EmsBackup.WasRung(1);
        s.Caller.MayBeRung().Gets("stand down");
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void An_unconfirmed_leg_ends_after_ten_minutes_and_the_desk_is_dialled_again()
    {
        using var s = Missed();
        s.Ems.Is(Behaviour.AnswersThenSilent(TimeSpan.FromSeconds(2))).IsRung();
        var rung = s.Now;
        s.EmsBackup.Is(Behaviour.NoAnswer).MayBeRung();
        s.Ems.IsOffTheLine(within: 640);
        Assert.InRange((s.Now - rung).TotalSeconds, 595, 625);
        s.EmsBackup.Is(Behaviour.Manual);
        s.Ems.Is(Behaviour.Manual).MayBeRung();
        s.Coordinator.MayBeRung().MayGet("cannot be reached|someone needs");
        Assert.True(s.RunUntil(() => s.Ems.Phone.IsRinging || s.EmsBackup.Phone.IsRinging, TimeSpan.FromSeconds(60)), s.Transcript());
        var desk = s.Ems.Phone.IsRinging ? s.Ems : s.EmsBackup;
        desk.Answers().Hears("12 Main", within: 60).Presses("1").Hears("Confirmed").HangsUp();
        Ends(s);
    }

    [Fact]
    public void Peers_go_on_being_rung_while_ems_rings_and_one_who_accepts_hears_so()
    {
        using var s = Missed(peers: 1, passes: false);
        s.PeerA.Is(Behaviour.NoAnswer).IsRung().Gets("someone needs a person");
        s.PeerA.IsRung(within: 45);
        s.Ems.IsRung(within: 60);
        s.Coordinator.Gets("crew's line");
        s.PeerA.Is(Behaviour.Manual).Answers().Hears("Press 1").Presses("1").Hears("I'm ringing the ambulance now");
        s.Caller.MayBeRung();
        s.PeerA.IsBriefed().SaysTheyAreOk();
        s.Ems.IsOffTheLine(within: 5);
        s.PeerA.HangsUp();
        s.Caller.Gets("stand down");
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void Who_is_put_through_after_the_confirmation_and_asks_hears_the_address_again()
    {
        using var s = Missed(peers: 0);
        s.Ems.IsRung().Answers().Hears("Press 1 or say got it", within: 90).Presses("1").Hears("Confirmed, thank you");
        s.RunSeconds(12);
        s.Ems.Says("One moment, I put you through.").Hears("town is Hamilton").Hears("12 Main St");
        s.Coordinator.Is(Behaviour.NoAnswer).IsRung().Gets("someone needs a person");
        s.RunSeconds(20);
        s.Ems.Says("Ambulance dispatch, what is the address?").Hears("town is Hamilton").Hears("12 Main St").Hears("Call back on");
        s.Ems.HangsUp();
        s.Ems.WasRung(1);
        s.Coordinator.MayBeRung();
        Ends(s);
    }

    [Fact]
    public void The_areas_language_is_spoken_and_a_key_changes_to_the_other()
    {
        using var s = Missed(settings: ("Places:Areas:0:Language", "fr"));
        s.Ems.IsRung().Answers().Hears("Ambulance, s'il vous plaît").Hears("La ville: Hamilton", within: 60).Hears("Faites le 1", within: 60).NeverHeard("The town");
        s.RunSeconds(10);
        s.Ems.Hears("For English, press 3", within: 90).Presses("3").Hears("The town is Hamilton", within: 60).Hears("Pour le français, faites le 3", within: 90);
        s.Ems.Presses("1").Hears("Confirmed, thank you").HangsUp();
        Ends(s);
    }

    [Theory]
    [InlineData("Bien reçu.")]
    [InlineData("C'est noté")]
    [InlineData("L'ambulance est en route")]
    public void A_french_phrase_confirms_like_an_english_one(string phrase)
    {
        using var s = Missed(settings: ("Places:Areas:0:Language", "fr"));
        s.Ems.IsRung().Answers().Hears("Faites le 1", within: 90);
        s.RunSeconds(10);
        s.Ems.Says(phrase).Hears("J'ai entendu: confirmé").Hears("Confirmé, merci");
        s.Ems.HangsUp();
        Ends(s);
    }

    [Fact]
    public void A_confirmed_desk_may_stay_and_key_zero_for_a_person_later()
    {
        using var s = Missed(peers: 0);
        s.Ems.TakesTheEmergency();
        s.RunSeconds(60);
        s.Ems.Presses("0").Hears("getting a person");
        s.Coordinator.IsRung().Gets("someone needs a person").Answers().Hears("Press 1").Presses("1").Hears("It's yours").Hears("ambulance is confirmed");
        s.Ems.Hears("Joining you to a person");
        s.Caller.IsRung();
        s.Coordinator.IsBriefed();
        s.Ems.Says("Nobody opens the door");
        s.Coordinator.Hears("Nobody opens");
        s.Ems.HangsUp();
        s.Coordinator.Presses("*").Hears("7 leave").Presses("7").Hears("You've left");
        s.Caller.MayBeRung();
        s.Coordinator.MayBeRung();
        s.Silence();
    }

    /// <summary>EMS is the next to be rung: the peers, where there are any, were rung in vain.</summary>
    private static Scenario Missed(int peers = 2, bool passes = true, params (string Name, string Value)[] settings)
    {
        var s = new Scenario(peers: peers, settings: settings);
        s.WatchedByText();
        if (peers == 0)
        {
            s.Caller.Gets("no person is on call");
        }

        if (passes)
        {
            foreach (var peer in (Actor[])[s.PeerA, s.PeerB])
            {
                peer.Is(Behaviour.Busy).MayBeRung().MayGet("someone needs a person");
            }

            s.Coordinator.MayGet("crew's line");
        }

        s.Misses(Mode.TextMe);
        return s;
    }

    private static Behaviour Desk() => Behaviour.PersonSaying(
        TimeSpan.FromSeconds(1), "County dispatch, go ahead.", Reaction.Hearing("Press 1 or say got it", me => me.Presses("1")));

    private static void Ends(Scenario s)
    {
        if (s.Caller.Phone.IsInCall)
        {
            s.Caller.HangsUp();
        }

        s.Silence();
    }
}
