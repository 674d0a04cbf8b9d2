// Made from the OpenAPI document by `npm run client`; not written by hand.

export interface Routes {
  /** Download the questions and answers as CSV or JSON, as the import takes them */
  'GET /v1/knowledge/faqs/export': {
    query?: {
      format?: 'csv' | 'json' | undefined
      enabled?: 'true' | 'false' | undefined
      language?: 'en' | 'fr' | 'es' | 'simple' | undefined
      /** Words of the question, the answer or a keyword. */
      search?: string | undefined
    }
    answer: string
  }
  /** List the messages of a chat, the latest first */
  'GET /v1/chat-sessions/{id}/messages': {
    params: {
      id: string
    }
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
    }
    answer: {
      items: ChatMessage[]
      nextCursor: string | null
    }
  }
  /** Confirm or cancel what an answer proposed; what is confirmed is done once */
  'POST /v1/chat-sessions/{id}/decide': {
    params: {
      id: string
    }
    body: DecideStepInput
    answer: ChatMessage
  }
  /** Get the caller, with their workspaces and rights */
  'GET /v1/me': {
    answer: Me
  }
  /** List the workspaces one belongs to; x-workspace-id names the one a request acts in */
  'GET /v1/workspaces': {
    answer: {
      items: Workspace[]
      nextCursor: string | null
    }
  }
  /** Make a workspace and become its owner */
  'POST /v1/workspaces': {
    body: CreateWorkspaceInput
    answer: Workspace
  }
  /** The workspace one acts in, and whether its machines are paused */
  'GET /v1/workspaces/current': {
    answer: CurrentWorkspace
  }
  /** Change the workspace’s name or time zone */
  'PATCH /v1/workspaces/current': {
    body: UpdateWorkspaceInput
    answer: CurrentWorkspace
  }
  /** Delete the workspace and everything in it, for good */
  'POST /v1/workspaces/current/delete': {
    body: DeleteWorkspaceInput
    answer: undefined
  }
  /** Pause all machines of the workspace: nothing is answered or published until they are resumed */
  'POST /v1/workspaces/current/pause': {
    body: PauseInput
    answer: CurrentWorkspace
  }
  /** Resume the machines of the workspace */
  'POST /v1/workspaces/current/resume': {
    answer: CurrentWorkspace
  }
  /** One’s first steps in the workspace */
  'GET /v1/onboarding': {
    answer: Onboarding
  }
  /** Skip a first step, or say that one has seen enough */
  'PATCH /v1/onboarding': {
    body: OnboardingChangeInput
    answer: Onboarding
  }
  /** List the members of the workspace */
  'GET /v1/members': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
    }
    answer: {
      items: Member[]
      nextCursor: string | null
    }
  }
  /** Give a member another role; owners are the owners’ business */
  'PATCH /v1/members/{id}': {
    params: {
      id: string
    }
    body: ChangeRoleInput
    answer: Member
  }
  /** End a membership */
  'DELETE /v1/members/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** Leave the workspace oneself */
  'POST /v1/members/leave': {
    answer: undefined
  }
  /** Make another member owner, and oneself admin */
  'POST /v1/members/transfer': {
    body: TransferInput
    answer: Member
  }
  /** List invitations, the latest first */
  'GET /v1/invitations': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
    }
    answer: {
      items: Invitation[]
      nextCursor: string | null
    }
  }
  /** Invite somebody by mail; the link works for seven days */
  'POST /v1/invitations': {
    body: InviteInput
    answer: Invitation
  }
  /** Send an invitation again; the earlier link opens nothing any more */
  'POST /v1/invitations/{id}/resend': {
    params: {
      id: string
    }
    answer: Invitation
  }
  /** Revoke an invitation */
  'DELETE /v1/invitations/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** Look at an invitation by its link */
  'POST /v1/invitations/open': {
    body: InvitationTokenInput
    answer: OpenInvitation
  }
  /** Accept an invitation that was sent to one’s own address */
  'POST /v1/invitations/accept': {
    body: InvitationTokenInput
    answer: Workspace
  }
  /** List API keys */
  'GET /v1/api-keys': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
    }
    answer: {
      items: ApiKey[]
      nextCursor: string | null
    }
  }
  /** Make an API key that may do no more than oneself; it is shown once */
  'POST /v1/api-keys': {
    body: CreateApiKeyInput
    answer: CreatedApiKey
  }
  /** Revoke an API key */
  'DELETE /v1/api-keys/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** List who did what in this workspace, the latest first */
  'GET /v1/audit-log': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
      actor?: string | undefined
      /** Exact, such as `member.change_role`, or a prefix that ends in a dot. */
      action?: string | undefined
      objectId?: string | undefined
      since?: string | undefined
      until?: string | undefined
    }
    answer: {
      items: AuditEntry[]
      nextCursor: string | null
    }
  }
  /** List the platforms: how an account is connected, what each takes, and what is missing */
  'GET /v1/platforms': {
    answer: PlatformList
  }
  /** List connected accounts */
  'GET /v1/accounts': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
    }
    answer: {
      items: Account[]
      nextCursor: string | null
    }
  }
  /** Connect an account that its platform confirms */
  'POST /v1/accounts': {
    body: ConnectAccountInput
    answer: ConnectedAccount
  }
  /** Whether this installation has practice accounts, and where one writes to them */
  'GET /v1/practice': {
    answer: Practice
  }
  /** Make an account on the emulated platforms and connect it */
  'POST /v1/practice': {
    body: PracticeAccountInput
    answer: ConnectedAccount
  }
  /** Get a connected account */
  'GET /v1/accounts/{id}': {
    params: {
      id: string
    }
    answer: Account
  }
  /** Disconnect an account; its history stays */
  'DELETE /v1/accounts/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** Get the platform’s limits of an account, and how much of them is used */
  'GET /v1/accounts/{id}/limits': {
    params: {
      id: string
    }
    answer: AccountLimits
  }
  /** Give an account new credentials; what waited for them goes on */
  'POST /v1/accounts/{id}/reconnect': {
    params: {
      id: string
    }
    body: ReconnectAccountInput
    answer: ConnectedAccount
  }
  /** List the messages that the platform has approved beforehand, page by page as it has them */
  'GET /v1/accounts/{id}/templates': {
    params: {
      id: string
    }
    query?: {
      cursor?: string | undefined
    }
    answer: {
      items: Template[]
      nextCursor: string | null
    }
  }
  /** Say what the account’s platform takes */
  'GET /v1/accounts/{id}/capabilities': {
    params: {
      id: string
    }
    answer: Capabilities
  }
  /** Begin to connect an account by a page of the platform, and get its address */
  'POST /v1/accounts/connect': {
    body: BeginConnectingInput
    answer: Begun
  }
  /** Say what became of a connection that was begun */
  'GET /v1/connections/{id}': {
    params: {
      id: string
    }
    answer: Connection
  }
  /** Choose which accounts of a consent are connected */
  'POST /v1/connections/{id}/choose': {
    params: {
      id: string
    }
    body: ChooseInput
    answer: Connection
  }
  /** Count the conversations of each view */
  'GET /v1/conversations/counts': {
    answer: ViewCounts
  }
  /** List the saved filters of the inbox by their names */
  'GET /v1/saved-filters': {
    query?: {
      limit?: number | undefined
    }
    answer: {
      items: {
        id: string
        name: string
        query: {
          /** `open`: neither archived nor snoozed. `mine`: held by the caller. `unassigned`: held by nobody. `waiting`: the contact wrote last, and it was neither answered nor left alone. `mentions`: a note names the caller. */
          view?:
            | 'open'
            | 'mine'
            | 'unassigned'
            | 'escalated'
            | 'waiting'
            | 'snoozed'
            | 'mentions'
            | 'archived'
            | 'all'
            | undefined
          accountId?: string | undefined
          platform?: string | undefined
          /** Only conversations with this label. */
          labelId?: string | undefined
          /** The language of what was last decided on. */
          language?: 'en' | 'fr' | 'es' | 'other' | undefined
          /** Only conversations in which the machine decided so lately: see `since`. */
          machine?: 'answered' | 'ignored' | 'escalated' | undefined
        }
        createdAt: string
        updatedAt: string
      }[]
      nextCursor: string | null
    }
  }
  /** Save a filter of the inbox for the team */
  'POST /v1/saved-filters': {
    body: {
      /** Unique in the workspace, whatever the case. */
      name: string
      /** The parameters of the list of conversations. */
      query: {
        /** `open`: neither archived nor snoozed. `mine`: held by the caller. `unassigned`: held by nobody. `waiting`: the contact wrote last, and it was neither answered nor left alone. `mentions`: a note names the caller. */
        view?:
          | 'open'
          | 'mine'
          | 'unassigned'
          | 'escalated'
          | 'waiting'
          | 'snoozed'
          | 'mentions'
          | 'archived'
          | 'all'
          | undefined
        accountId?: string | undefined
        platform?: string | undefined
        /** Only conversations with this label. */
        labelId?: string | undefined
        /** The language of what was last decided on. */
        language?: 'en' | 'fr' | 'es' | 'other' | undefined
        /** Only conversations in which the machine decided so lately: see `since`. */
        machine?: 'answered' | 'ignored' | 'escalated' | undefined
      }
    }
    answer: {
      id: string
      name: string
      query: {
        /** `open`: neither archived nor snoozed. `mine`: held by the caller. `unassigned`: held by nobody. `waiting`: the contact wrote last, and it was neither answered nor left alone. `mentions`: a note names the caller. */
        view?:
          | 'open'
          | 'mine'
          | 'unassigned'
          | 'escalated'
          | 'waiting'
          | 'snoozed'
          | 'mentions'
          | 'archived'
          | 'all'
          | undefined
        accountId?: string | undefined
        platform?: string | undefined
        /** Only conversations with this label. */
        labelId?: string | undefined
        /** The language of what was last decided on. */
        language?: 'en' | 'fr' | 'es' | 'other' | undefined
        /** Only conversations in which the machine decided so lately: see `since`. */
        machine?: 'answered' | 'ignored' | 'escalated' | undefined
      }
      createdAt: string
      updatedAt: string
    }
  }
  /** Get a saved filter */
  'GET /v1/saved-filters/{id}': {
    params: {
      id: string
    }
    answer: {
      id: string
      name: string
      query: {
        /** `open`: neither archived nor snoozed. `mine`: held by the caller. `unassigned`: held by nobody. `waiting`: the contact wrote last, and it was neither answered nor left alone. `mentions`: a note names the caller. */
        view?:
          | 'open'
          | 'mine'
          | 'unassigned'
          | 'escalated'
          | 'waiting'
          | 'snoozed'
          | 'mentions'
          | 'archived'
          | 'all'
          | undefined
        accountId?: string | undefined
        platform?: string | undefined
        /** Only conversations with this label. */
        labelId?: string | undefined
        /** The language of what was last decided on. */
        language?: 'en' | 'fr' | 'es' | 'other' | undefined
        /** Only conversations in which the machine decided so lately: see `since`. */
        machine?: 'answered' | 'ignored' | 'escalated' | undefined
      }
      createdAt: string
      updatedAt: string
    }
  }
  /** Change the name or the query of a saved filter */
  'PATCH /v1/saved-filters/{id}': {
    params: {
      id: string
    }
    body: {
      /** Unique in the workspace, whatever the case. */
      name?: string | undefined
      /** The parameters of the list of conversations. */
      query?:
        | {
            /** `open`: neither archived nor snoozed. `mine`: held by the caller. `unassigned`: held by nobody. `waiting`: the contact wrote last, and it was neither answered nor left alone. `mentions`: a note names the caller. */
            view?:
              | 'open'
              | 'mine'
              | 'unassigned'
              | 'escalated'
              | 'waiting'
              | 'snoozed'
              | 'mentions'
              | 'archived'
              | 'all'
              | undefined
            accountId?: string | undefined
            platform?: string | undefined
            /** Only conversations with this label. */
            labelId?: string | undefined
            /** The language of what was last decided on. */
            language?: 'en' | 'fr' | 'es' | 'other' | undefined
            /** Only conversations in which the machine decided so lately: see `since`. */
            machine?: 'answered' | 'ignored' | 'escalated' | undefined
          }
        | undefined
    }
    answer: {
      id: string
      name: string
      query: {
        /** `open`: neither archived nor snoozed. `mine`: held by the caller. `unassigned`: held by nobody. `waiting`: the contact wrote last, and it was neither answered nor left alone. `mentions`: a note names the caller. */
        view?:
          | 'open'
          | 'mine'
          | 'unassigned'
          | 'escalated'
          | 'waiting'
          | 'snoozed'
          | 'mentions'
          | 'archived'
          | 'all'
          | undefined
        accountId?: string | undefined
        platform?: string | undefined
        /** Only conversations with this label. */
        labelId?: string | undefined
        /** The language of what was last decided on. */
        language?: 'en' | 'fr' | 'es' | 'other' | undefined
        /** Only conversations in which the machine decided so lately: see `since`. */
        machine?: 'answered' | 'ignored' | 'escalated' | undefined
      }
      createdAt: string
      updatedAt: string
    }
  }
  /** Delete a saved filter */
  'DELETE /v1/saved-filters/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** List conversations, the latest first */
  'GET /v1/conversations': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
      /** `open`: neither archived nor snoozed. `mine`: held by the caller. `unassigned`: held by nobody. `waiting`: the contact wrote last, and it was neither answered nor left alone. `mentions`: a note names the caller. */
      view?:
        | 'open'
        | 'mine'
        | 'unassigned'
        | 'escalated'
        | 'waiting'
        | 'snoozed'
        | 'mentions'
        | 'archived'
        | 'all'
        | undefined
      accountId?: string | undefined
      platform?: string | undefined
      /** Only conversations with this label. */
      labelId?: string | undefined
      /** The language of what was last decided on. */
      language?: 'en' | 'fr' | 'es' | 'other' | undefined
      /** Only conversations in which the machine decided so lately: see `since`. */
      machine?: 'answered' | 'ignored' | 'escalated' | undefined
      /** `open`: neither archived nor snoozed, as the view of this name. */
      status?: 'active' | 'archived' | 'escalated' | 'open' | undefined
      /** Only with `machine`: since when it did. */
      since?: string | undefined
      /** Only conversations whose last message is not older. */
      from?: string | undefined
      /** Only conversations whose last message is older. */
      to?: string | undefined
      /** Words, or their beginnings, all of which the contact’s name or a message holds. */
      q?: string | undefined
    }
    answer: {
      items: Conversation[]
      nextCursor: string | null
    }
  }
  /** Get a conversation */
  'GET /v1/conversations/{id}': {
    params: {
      id: string
    }
    answer: Conversation
  }
  /** Archive a conversation, take it out again, label it, or give it to a member */
  'PATCH /v1/conversations/{id}': {
    params: {
      id: string
    }
    body: ChangeConversationInput
    answer: Conversation
  }
  /** Change several conversations alike: all of them, or none */
  'POST /v1/conversations/bulk': {
    body: ChangeConversationsInput
    answer: ChangedConversations
  }
  /** List messages with their decisions, the latest first */
  'GET /v1/conversations/{id}/messages': {
    params: {
      id: string
    }
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
    }
    answer: {
      items: Message[]
      nextCursor: string | null
    }
  }
  /** Answer as a person, which takes the conversation over */
  'POST /v1/conversations/{id}/messages': {
    params: {
      id: string
    }
    body: SendMessageInput
    answer: Message
  }
  /** Send once more what has failed */
  'POST /v1/conversations/{id}/messages/{messageId}/retry': {
    params: {
      id: string
      messageId: string
    }
    answer: Message
  }
  /** Take over: the machine is silent until you hand back */
  'POST /v1/conversations/{id}/hold': {
    params: {
      id: string
    }
    answer: Conversation
  }
  /** Hand back to the machine */
  'DELETE /v1/conversations/{id}/hold': {
    params: {
      id: string
    }
    answer: Conversation
  }
  /** Say that one has seen a conversation; it stays unread for colleagues */
  'POST /v1/conversations/{id}/read': {
    params: {
      id: string
    }
    body: ReadConversationInput
    answer: Conversation
  }
  /** Make a conversation unread again for oneself */
  'DELETE /v1/conversations/{id}/read': {
    params: {
      id: string
    }
    answer: Conversation
  }
  /** Ask the others to look at a conversation */
  'POST /v1/conversations/{id}/escalate': {
    params: {
      id: string
    }
    body: EscalateInput
    answer: Escalation
  }
  /** List conversations that a person is asked to take, the latest first */
  'GET /v1/escalations': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
      status?: 'open' | 'in_progress' | 'resolved' | undefined
    }
    answer: {
      items: Escalation[]
      nextCursor: string | null
    }
  }
  /** Move an escalation on, assign it, or note something on it */
  'PATCH /v1/escalations/{id}': {
    params: {
      id: string
    }
    body: ChangeEscalationInput
    answer: Escalation
  }
  /** Say whether a decision of the machine was right, and what the better answer is */
  'PUT /v1/decisions/{id}/feedback': {
    params: {
      id: string
    }
    body: GiveFeedbackInput
    answer: undefined
  }
  /** Take back what was said of a decision */
  'DELETE /v1/decisions/{id}/feedback': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** Get the settings of automatic answers: what they may do, their instructions, their model */
  'GET /v1/ai/settings': {
    answer: MachineSettings
  }
  /** Change what the machine that answers may do and is told */
  'PATCH /v1/ai/settings': {
    body: {
      /** Off: machines do not even look at messages. */
      aiControlEnabled?: boolean | undefined
      /** Off: they decide, and nothing comes of it. */
      aiEnabledForConversations?: boolean | undefined
      /** The same under posts: off, they decide on comments, and nothing comes of it. */
      aiEnabledForComments?: boolean | undefined
      /** Off: their answers wait for a person. */
      autoReplyEnabled?: boolean | undefined
      /** The role and the voice in which answers are written. */
      systemPrompt?: string | undefined
      /** Instructions: what to do, and what never to do. */
      instructions?: string | undefined
      /** Messages like these need no answer. */
      ignoreExamples?: string[] | undefined
      /** How alike an example a message must be to be ignored before a model is asked. */
      ignoreLikeness?: number | undefined
      /** How the first machine answer says that it is one; empty for the words that come with Chorus. */
      disclosure?: string | undefined
      /** A contact who is passed to a person is told so, once, where answers are sent. */
      handoffTold?: boolean | undefined
      /** The words that contacts are told; empty for those that come with Chorus. */
      handoffWords?: string | undefined
      /** The same while people are away; `{opens}` becomes when they are back. */
      handoffWordsClosed?: string | undefined
      /** When people answer; null for always. */
      openingHours?:
        | {
            timezone: string
            times: {
              /** 1 is Monday. */
              day: number
              from: string
              /** 23:59 is the end of the day. */
              to: string
            }[]
            /** Days on which nobody answers, whatever the day of the week; without them, none. */
            holidays?:
              | {
                  date: string
                  name?: string | undefined
                }[]
              | undefined
          }
        | null
        | undefined
      /** Accounts with hours of their own, in place of those. */
      accountHours?: AccountHoursInput[] | undefined
      /** What automatic answers do while nobody answers. answer: as usual. away: the contact is told so, once for each closed time, and the message waits for a person. */
      outsideHours?: 'answer' | 'away' | undefined
      /** The words that contacts are told then; `{opens}` becomes when people are back; empty for those that come with Chorus. */
      awayWords?: string | undefined
      /** The model that answers, one of `offers`; null for the installation’s usual one. */
      answerModel?: string | null | undefined
      /** How freely it writes; null for what its task asks for. Models that refuse it are not sent it. */
      temperature?: number | null | undefined
      /** The limit for one answer, with a model’s own reasoning; null for the task’s usual limit. */
      maxOutputTokens?: number | null | undefined
    }
    answer: MachineSettings
  }
  /** Ignore such messages from now on: a contact’s message becomes an example */
  'POST /v1/ai/ignore-examples': {
    body: IgnoreSuchInput
    answer: IgnoredSuch
  }
  /** Try a message: what would be decided and answered, without storing or sending anything */
  'POST /v1/ai/try': {
    body: TryMessageInput
    answer: TriedMessage
  }
  /** List the rules that decide on messages before the assistant, in their order */
  'GET /v1/triage-rules': {
    query?: {
      limit?: number | undefined
    }
    answer: {
      items: TriageRule[]
      nextCursor: string | null
    }
  }
  /** Add a rule: it applies from the next message on */
  'POST /v1/triage-rules': {
    body: {
      name: string
      enabled?: boolean | undefined
      when: WhenInput
      /** respond: it is answered even if it resembles an example to ignore, as far as an answer is found. ignore: it is left alone. escalate: a person is asked. */
      decision: 'respond' | 'ignore' | 'escalate'
      /** The member who gets what is escalated, and holds the conversation; null for whoever comes. */
      assignTo?: string | null | undefined
      /** Labels that the conversation gets when the rule decides. */
      labelIds?: string[] | undefined
      /** Without it, the last. */
      position?: number | undefined
    }
    answer: TriageRule
  }
  /** Get a rule */
  'GET /v1/triage-rules/{id}': {
    params: {
      id: string
    }
    answer: TriageRule
  }
  /** Change a rule, switch it, or move it */
  'PATCH /v1/triage-rules/{id}': {
    params: {
      id: string
    }
    body: ChangeTriageRuleInput
    answer: TriageRule
  }
  /** Delete a rule */
  'DELETE /v1/triage-rules/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** Put all rules into an order; refused when one was added or deleted meanwhile */
  'POST /v1/triage-rules/order': {
    body: OrderTriageRulesInput
    answer: {
      items: TriageRule[]
      nextCursor: string | null
    }
  }
  /** Try a message against the rules, saved or not; nothing is stored, no model is asked */
  'POST /v1/triage-rules/try': {
    body: TryTriageInput
    answer: TriedTriage
  }
  /** Show what the latest real messages would have become by rules, saved or not; nothing is stored */
  'POST /v1/triage-rules/replay': {
    body: ReplayTriageInput
    answer: ReplayedTriage
  }
  /** List the labels of conversations and posts by their names */
  'GET /v1/labels': {
    query?: {
      limit?: number | undefined
    }
    answer: {
      items: Label[]
      nextCursor: string | null
    }
  }
  /** Add a label */
  'POST /v1/labels': {
    body: CreateLabelInput
    answer: Label
  }
  /** Get a label */
  'GET /v1/labels/{id}': {
    params: {
      id: string
    }
    answer: Label
  }
  /** Change the name or colour of a label, wherever it is */
  'PATCH /v1/labels/{id}': {
    params: {
      id: string
    }
    body: ChangeLabelInput
    answer: Label
  }
  /** Delete a label: conversations, posts and rules lose it */
  'DELETE /v1/labels/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** List what the team noted, of one conversation or of all, the latest first */
  'GET /v1/notes': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
      conversationId?: string | undefined
    }
    answer: {
      items: InboxNote[]
      nextCursor: string | null
    }
  }
  /** Write a note on a conversation: for the team alone, never sent */
  'POST /v1/notes': {
    body: InboxCreateNoteInput
    answer: InboxNote
  }
  /** Get a note */
  'GET /v1/notes/{id}': {
    params: {
      id: string
    }
    answer: InboxNote
  }
  /** Change one’s own note */
  'PATCH /v1/notes/{id}': {
    params: {
      id: string
    }
    body: ChangeNoteInput
    answer: InboxNote
  }
  /** Delete one’s own note */
  'DELETE /v1/notes/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** List canned replies by their shortcuts, also as they would be in a conversation */
  'GET /v1/canned-replies': {
    query?: {
      /** Also returns each text as it would be in this conversation. */
      conversationId?: string | undefined
      limit?: number | undefined
    }
    answer: {
      items: CannedReply[]
      nextCursor: string | null
    }
  }
  /** Add a canned reply */
  'POST /v1/canned-replies': {
    body: CreateCannedReplyInput
    answer: CannedReply
  }
  /** Get a canned reply */
  'GET /v1/canned-replies/{id}': {
    params: {
      id: string
    }
    answer: CannedReply
  }
  /** Change a canned reply */
  'PATCH /v1/canned-replies/{id}': {
    params: {
      id: string
    }
    body: ChangeCannedReplyInput
    answer: CannedReply
  }
  /** Delete a canned reply */
  'DELETE /v1/canned-replies/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** List macros by their names */
  'GET /v1/macros': {
    query?: {
      limit?: number | undefined
    }
    answer: {
      items: Macro[]
      nextCursor: string | null
    }
  }
  /** Add a macro */
  'POST /v1/macros': {
    body: CreateMacroInput
    answer: Macro
  }
  /** Get a macro */
  'GET /v1/macros/{id}': {
    params: {
      id: string
    }
    answer: Macro
  }
  /** Change a macro */
  'PATCH /v1/macros/{id}': {
    params: {
      id: string
    }
    body: ChangeMacroInput
    answer: Macro
  }
  /** Delete a macro */
  'DELETE /v1/macros/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** Do the acts of a macro on a conversation, and get its text; nothing is sent */
  'POST /v1/macros/{id}/run': {
    params: {
      id: string
    }
    body: RunMacroInput
    answer: RanMacro
  }
  /** List contacts, the latest first; those that were merged into another are not listed */
  'GET /v1/customers': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
    }
    answer: {
      items: Customer[]
      nextCursor: string | null
    }
  }
  /** Get a contact with their identities, conversations and possible duplicates */
  'GET /v1/customers/{id}': {
    params: {
      id: string
    }
    answer: CustomerDetail
  }
  /** Change what the team knows of a contact */
  'PATCH /v1/customers/{id}': {
    params: {
      id: string
    }
    body: ChangeCustomerInput
    answer: CustomerDetail
  }
  /** Say that another contact is the same person */
  'POST /v1/customers/{id}/merge': {
    params: {
      id: string
    }
    body: MergeCustomerInput
    answer: CustomerDetail
  }
  /** Take a merge back */
  'POST /v1/customers/{id}/split': {
    params: {
      id: string
    }
    body: MergeCustomerInput
    answer: CustomerDetail
  }
  /** List groups of messages and comments that say nearly the same, the one written to last first */
  'GET /v1/clusters': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
      /** global: all messages and comments. post: the comments under one post. */
      scope?: 'global' | 'post' | undefined
      postId?: string | undefined
      /** answered and dismissed: somebody has said so; open again once it is asked anew. */
      status?: 'open' | 'answered' | 'dismissed' | undefined
      /** Only those of which the assistant could not answer two texts or more. */
      unanswered?: 'true' | undefined
    }
    answer: {
      items: Cluster[]
      nextCursor: string | null
    }
  }
  /** Get a group of messages and comments */
  'GET /v1/clusters/{id}': {
    params: {
      id: string
    }
    answer: Cluster
  }
  /** Say that a group is answered or needs no answer, or take that back */
  'PATCH /v1/clusters/{id}': {
    params: {
      id: string
    }
    body: ChangeClusterInput
    answer: Cluster
  }
  /** List the messages and comments of a group, the latest first */
  'GET /v1/clusters/{id}/items': {
    params: {
      id: string
    }
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
      unanswered?: 'true' | undefined
    }
    answer: {
      items: ClusterItem[]
      nextCursor: string | null
    }
  }
  /** Answer a group for the assistant: adds a question and its answer to the knowledge */
  'POST /v1/clusters/{id}/faq': {
    params: {
      id: string
    }
    body: CreateFaqInput
    answer: Faq
  }
  /** Answer a group in public: writes a post in `draft`, which goes nowhere by itself */
  'POST /v1/clusters/{id}/post': {
    params: {
      id: string
    }
    body: PostOfClusterInput
    answer: ScheduledPost
  }
  /** List when messages and comments were grouped, the latest first */
  'GET /v1/cluster-runs': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
    }
    answer: {
      items: ClusterRun[]
      nextCursor: string | null
    }
  }
  /** Group the messages and comments of the last 90 days anew, in the background */
  'POST /v1/cluster-runs': {
    answer: ClusterRun
  }
  /** Get how far a grouping has got */
  'GET /v1/cluster-runs/{id}': {
    params: {
      id: string
    }
    answer: ClusterRun
  }
  /** Group vectors by density (HDBSCAN); nothing is kept */
  'POST /v1/clusters/try': {
    body: TryClustersInput
    answer: ClusterLabels
  }
  /** List documents, the latest first */
  'GET /v1/knowledge/documents': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
      status?: 'processing' | 'indexed' | 'failed' | undefined
      /** Words of the title, the file name or the address. */
      search?: string | undefined
    }
    answer: {
      items: Document[]
      nextCursor: string | null
    }
  }
  /** Add a text or the URL of a public page as JSON, or upload a file */
  'POST /v1/knowledge/documents': {
    body:
      | {
          /** Needed with `text`; else the page’s own title. */
          title?: string | undefined
          text?: string | undefined
          /** A public page to fetch instead of `text`. */
          url?: string | undefined
          language?: 'en' | 'fr' | 'es' | 'simple' | undefined
        }
      | FormData
    answer: Document
  }
  /** Get a document and how far its indexing is */
  'GET /v1/knowledge/documents/{id}': {
    params: {
      id: string
    }
    answer: Document
  }
  /** Change the title of a document, or a text that was written here; it is read again */
  'PATCH /v1/knowledge/documents/{id}': {
    params: {
      id: string
    }
    body: UpdateDocumentInput
    answer: Document
  }
  /** Delete a document and its passages */
  'DELETE /v1/knowledge/documents/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** Get the text that was read of a document; the offsets of its passages count in it */
  'GET /v1/knowledge/documents/{id}/text': {
    params: {
      id: string
    }
    answer: DocumentText
  }
  /** Read a document again that has failed */
  'POST /v1/knowledge/documents/{id}/retry': {
    params: {
      id: string
    }
    answer: Document
  }
  /** Replace what a document was made of by a file or a page; what was read before is found until the new is read */
  'POST /v1/knowledge/documents/{id}/replace': {
    params: {
      id: string
    }
    body: ReplaceDocumentInput | FormData
    answer: Document
  }
  /** List questions and answers, the latest first */
  'GET /v1/knowledge/faqs': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
      enabled?: 'true' | 'false' | undefined
      language?: 'en' | 'fr' | 'es' | 'simple' | undefined
      /** Words of the question, the answer or a keyword. */
      search?: string | undefined
    }
    answer: {
      items: Faq[]
      nextCursor: string | null
    }
  }
  /** Add a question and its answer */
  'POST /v1/knowledge/faqs': {
    body: CreateFaqInput
    answer: Faq
  }
  /** Add or replace questions and answers from the text of a CSV or JSON file, or a file; says what of it was wrong */
  'POST /v1/knowledge/faqs/import': {
    body: ImportFaqsInput | FormData
    answer: FaqImportResult
  }
  /** Get a question and its answer */
  'GET /v1/knowledge/faqs/{id}': {
    params: {
      id: string
    }
    answer: Faq
  }
  /** Change a question or its answer, or switch it on or off */
  'PATCH /v1/knowledge/faqs/{id}': {
    params: {
      id: string
    }
    body: UpdateFaqInput
    answer: Faq
  }
  /** Delete a question and its answer */
  'DELETE /v1/knowledge/faqs/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** Find the passages and answers nearest to a question */
  'POST /v1/knowledge/search': {
    body: SearchKnowledgeInput
    answer: SearchResult
  }
  /** List the library, the latest first */
  'GET /v1/media': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
      kind?: 'image' | 'video' | 'audio' | 'document' | undefined
    }
    answer: {
      items: Medium[]
      nextCursor: string | null
    }
  }
  /** Add a file to the library, or as JSON by a public address */
  'POST /v1/media': {
    body: AddMediumInput | FormData
    answer: Medium
  }
  /** Get a medium of the library */
  'GET /v1/media/{id}': {
    params: {
      id: string
    }
    answer: Medium
  }
  /** Take a medium out of the library; what shows it keeps it */
  'DELETE /v1/media/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** List scheduled posts by their time; asked for up to a time, with what series will bring */
  'GET /v1/scheduled-posts': {
    query?: {
      /** More than 100 only between `from` and `to`, at most 44 days apart. */
      limit?: number | undefined
      cursor?: string | undefined
      /** Posts due at or after this time. */
      from?: string | undefined
      /** Posts due before this time. */
      to?: string | undefined
      status?:
        | 'draft'
        | 'awaiting_approval'
        | 'queued'
        | 'publishing'
        | 'published'
        | 'partial'
        | 'failed'
        | 'needs_person'
        | 'cancelled'
        | undefined
      labelId?: string | undefined
      campaignId?: string | undefined
      /** Words, or their beginnings, all of which the text holds: the latest posts first, and those that have been made. What a series is still to bring is found by `/v1/post-series`. */
      q?: string | undefined
    }
    answer: {
      items: ScheduledPost[]
      nextCursor: string | null
    }
  }
  /** Schedule a post to one or several accounts */
  'POST /v1/scheduled-posts': {
    body: CreateScheduledPostInput
    answer: ScheduledPost
  }
  /** Check a post before it is saved: its length on each account, what is refused there, the same words, the same hour */
  'POST /v1/scheduled-posts/check': {
    body: CreateScheduledPostInput
    answer: CheckedPost
  }
  /** Schedule many posts at once, and say of each what became of it; with `dryRun`, what would */
  'POST /v1/scheduled-posts/import': {
    query?: {
      dryRun?: 'true' | 'false' | undefined
    }
    body: ImportPostsInput | FormData
    answer: PostImportReport
  }
  /** Delete several posts of which nothing has been published, such as those of an import */
  'POST /v1/scheduled-posts/remove': {
    body: RemovePostsInput
    answer: RemovedPosts
  }
  /** Put labels on several posts, take them off, or put the posts into a campaign, whatever their states */
  'POST /v1/scheduled-posts/sort': {
    body: SortPostsInput
    answer: SortedPosts
  }
  /** The next times of a recurrence (RFC 5545), before anything is scheduled */
  'POST /v1/recurrences/preview': {
    body: PreviewRecurrenceInput
    answer: RecurrencePreview
  }
  /** List posts that recur */
  'GET /v1/post-series': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
      status?: 'draft' | 'awaiting_approval' | 'active' | 'paused' | 'ended' | 'cancelled' | undefined
      /** Words, or their beginnings, all of which the text holds. */
      q?: string | undefined
    }
    answer: {
      items: Series[]
      nextCursor: string | null
    }
  }
  /** List what has been published, the latest first */
  'GET /v1/published-posts': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
      accountId?: string | undefined
      from?: string | undefined
      to?: string | undefined
    }
    answer: {
      items: PublishedPost[]
      nextCursor: string | null
    }
  }
  /** Get a post with its targets and attempts; of a series, those of all its occurrences */
  'GET /v1/scheduled-posts/{id}': {
    params: {
      id: string
    }
    answer: ScheduledPost
  }
  /** Change what has not begun: a post, an occurrence, it and the following, or a series */
  'PATCH /v1/scheduled-posts/{id}': {
    params: {
      id: string
    }
    body: UpdateScheduledPostInput
    answer: ScheduledPost
  }
  /** Delete what nothing has been published of */
  'DELETE /v1/scheduled-posts/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** Cancel what has not begun: a post, an occurrence, it and the following, or a series */
  'POST /v1/scheduled-posts/{id}/cancel': {
    params: {
      id: string
    }
    query?: {
      scope?: 'this' | 'following' | 'all' | undefined
    }
    answer: ScheduledPost
  }
  /** Pause a series: nothing of it goes out */
  'POST /v1/scheduled-posts/{id}/pause': {
    params: {
      id: string
    }
    answer: ScheduledPost
  }
  /** Resume a series with what is still ahead */
  'POST /v1/scheduled-posts/{id}/resume': {
    params: {
      id: string
    }
    answer: ScheduledPost
  }
  /** Schedule a draft, or approve what somebody else wrote: a post, or a series as a whole */
  'POST /v1/scheduled-posts/{id}/schedule': {
    params: {
      id: string
    }
    body: ScheduleDraftInput
    answer: ScheduledPost
  }
  /** Ask for the approval of a draft */
  'POST /v1/scheduled-posts/{id}/submit': {
    params: {
      id: string
    }
    answer: ScheduledPost
  }
  /** Make a post a draft again that has not begun */
  'POST /v1/scheduled-posts/{id}/draft': {
    params: {
      id: string
    }
    answer: ScheduledPost
  }
  /** Try a target again that failed or waits */
  'POST /v1/scheduled-posts/{id}/targets/{targetId}/retry': {
    params: {
      id: string
      targetId: string
    }
    answer: ScheduledPost
  }
  /** Cancel one target and leave the others */
  'POST /v1/scheduled-posts/{id}/targets/{targetId}/cancel': {
    params: {
      id: string
      targetId: string
    }
    answer: ScheduledPost
  }
  /** Say what became of a target that the machine cannot know or may not decide */
  'POST /v1/scheduled-posts/{id}/targets/{targetId}/resolve': {
    params: {
      id: string
      targetId: string
    }
    body: ResolveTargetInput
    answer: ScheduledPost
  }
  /** List campaigns by their names */
  'GET /v1/campaigns': {
    query?: {
      limit?: number | undefined
    }
    answer: {
      items: Campaign[]
      nextCursor: string | null
    }
  }
  /** Add a campaign, to which posts may belong */
  'POST /v1/campaigns': {
    body: CreateCampaignInput
    answer: CountedCampaign
  }
  /** Get a campaign, with how much of it is out */
  'GET /v1/campaigns/{id}': {
    params: {
      id: string
    }
    answer: CountedCampaign
  }
  /** Change the name, colour or period of a campaign */
  'PATCH /v1/campaigns/{id}': {
    params: {
      id: string
    }
    body: ChangeCampaignInput
    answer: CountedCampaign
  }
  /** Delete a campaign: its posts stay, without it */
  'DELETE /v1/campaigns/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** List what people wrote under posts, the latest first */
  'GET /v1/comments': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
      postId?: string | undefined
      accountId?: string | undefined
      triage?: 'respond' | 'ignore' | 'escalate' | 'user_conversation' | undefined
      /** new: no machine has decided yet. open: a person is asked. answered: a reply is on its way or there. closed: nothing is to be done. */
      status?: 'new' | 'open' | 'answered' | 'closed' | undefined
    }
    answer: {
      items: Comment[]
      nextCursor: string | null
    }
  }
  /** Get a comment with its post and its thread */
  'GET /v1/comments/{id}': {
    params: {
      id: string
    }
    answer: CommentInThread
  }
  /** Close a comment that needs no answer, or ask a person to look at it */
  'PATCH /v1/comments/{id}': {
    params: {
      id: string
    }
    body: ChangeCommentInput
    answer: CommentInThread
  }
  /** Answer under a comment */
  'POST /v1/comments/{id}/reply': {
    params: {
      id: string
    }
    body: ReplyInput
    answer: CommentAction
  }
  /** Like a comment */
  'POST /v1/comments/{id}/like': {
    params: {
      id: string
    }
    answer: CommentAction
  }
  /** Hide a comment from everybody but its author, or show it again */
  'POST /v1/comments/{id}/hide': {
    params: {
      id: string
    }
    body: HideInput
    answer: CommentAction
  }
  /** Answer a comment by a private message, once */
  'POST /v1/comments/{id}/private-reply': {
    params: {
      id: string
    }
    body: ReplyInput
    answer: CommentAction
  }
  /** Try what failed again, take back what is not sent, or say what became of it */
  'PATCH /v1/comment-actions/{id}': {
    params: {
      id: string
    }
    body: ChangeActionInput
    answer: CommentAction
  }
  /** List the posts under which comments are read, the latest first */
  'GET /v1/monitored-posts': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
      accountId?: string | undefined
      monitoring?: 'true' | 'false' | undefined
      scheduledPostId?: string | undefined
    }
    answer: {
      items: MonitoredPost[]
      nextCursor: string | null
    }
  }
  /** Read the comments under a post that was published elsewhere */
  'POST /v1/monitored-posts': {
    body: MonitorPostInput
    answer: MonitoredPost
  }
  /** Get a post under which comments are read */
  'GET /v1/monitored-posts/{id}': {
    params: {
      id: string
    }
    answer: MonitoredPost
  }
  /** Switch the reading of a post’s comments */
  'PATCH /v1/monitored-posts/{id}': {
    params: {
      id: string
    }
    body: ChangeMonitoredPostInput
    answer: MonitoredPost
  }
  /** List the rules by which posts are watched for comments */
  'GET /v1/monitoring-rules': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
    }
    answer: {
      items: MonitoringRule[]
      nextCursor: string | null
    }
  }
  /** Add a rule: for an account, or for all that have none */
  'POST /v1/monitoring-rules': {
    body: CreateMonitoringRuleInput
    answer: MonitoringRule
  }
  /** Get a rule by which posts are watched */
  'GET /v1/monitoring-rules/{id}': {
    params: {
      id: string
    }
    answer: MonitoringRule
  }
  /** Change a rule by which posts are watched */
  'PATCH /v1/monitoring-rules/{id}': {
    params: {
      id: string
    }
    body: ChangeMonitoringRuleInput
    answer: MonitoringRule
  }
  /** Delete a rule by which posts are watched */
  'DELETE /v1/monitoring-rules/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** List company pages, the latest first */
  'GET /v1/company-pages': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
    }
    answer: {
      items: CompanyPage[]
      nextCursor: string | null
    }
  }
  /** Add a company page, on which an account publishes */
  'POST /v1/company-pages': {
    body: CreateCompanyPageInput
    answer: CompanyPage
  }
  /** Get a company page */
  'GET /v1/company-pages/{id}': {
    params: {
      id: string
    }
    answer: CompanyPage
  }
  /** Rename a company page, or switch it */
  'PATCH /v1/company-pages/{id}': {
    params: {
      id: string
    }
    body: ChangeCompanyPageInput
    answer: CompanyPage
  }
  /** Delete a company page on which nothing was posted */
  'DELETE /v1/company-pages/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** List the rules by which posts are taken to company pages, the latest first */
  'GET /v1/company-post-rules': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
    }
    answer: {
      items: CompanyPostRule[]
      nextCursor: string | null
    }
  }
  /** Take what an author publishes to a company page: at once or later, with words around it */
  'POST /v1/company-post-rules': {
    body: CreateCompanyPostRuleInput
    answer: CompanyPostRule
  }
  /** Get a rule by which posts are taken to a company page */
  'GET /v1/company-post-rules/{id}': {
    params: {
      id: string
    }
    answer: CompanyPostRule
  }
  /** Change a rule for company pages; what waits already stays as it is */
  'PATCH /v1/company-post-rules/{id}': {
    params: {
      id: string
    }
    body: ChangeCompanyPostRuleInput
    answer: CompanyPostRule
  }
  /** Delete a rule for company pages */
  'DELETE /v1/company-post-rules/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** List what rules have taken to company pages, the latest first */
  'GET /v1/company-posts': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
      companyPageId?: string | undefined
    }
    answer: {
      items: CompanyPost[]
      nextCursor: string | null
    }
  }
  /** Get a post that a rule has taken to a company page */
  'GET /v1/company-posts/{id}': {
    params: {
      id: string
    }
    answer: CompanyPost
  }
  /** Take back what has not been published on a company page */
  'POST /v1/company-posts/{id}/cancel': {
    params: {
      id: string
    }
    answer: CompanyPost
  }
  /** Get whether and how the team engages with published posts */
  'GET /v1/engagement-rules': {
    answer: EngagementRules
  }
  /** Change how the team engages with posts that come out from now on */
  'PATCH /v1/engagement-rules': {
    body: ChangeEngagementRulesInput
    answer: EngagementRules
  }
  /** Get how an author of the team engages */
  'GET /v1/engagement-settings/{id}': {
    params: {
      id: string
    }
    answer: EngagementSettings
  }
  /** Change how an author of the team engages: once a member has consented, that member alone may */
  'PATCH /v1/engagement-settings/{id}': {
    params: {
      id: string
    }
    body: ChangeEngagementSettingsInput
    answer: EngagementSettings
  }
  /** List the accounts with which the team may engage, and who has consented for them */
  'GET /v1/engagement-consents': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
    }
    answer: {
      items: EngagementConsent[]
      nextCursor: string | null
    }
  }
  /** Get who has consented for an account */
  'GET /v1/engagement-consents/{id}': {
    params: {
      id: string
    }
    answer: EngagementConsent
  }
  /** Give your own consent for an account */
  'PUT /v1/engagement-consents/{id}': {
    params: {
      id: string
    }
    answer: EngagementConsent
  }
  /** Take your own consent for an account back, and all that waits with it */
  'DELETE /v1/engagement-consents/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** List the ways in which the team comments, the latest first */
  'GET /v1/comment-patterns': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
    }
    answer: {
      items: CommentPattern[]
      nextCursor: string | null
    }
  }
  /** Add a way to comment, with the bounds that its comments are held to */
  'POST /v1/comment-patterns': {
    body: CreateCommentPatternInput
    answer: CommentPattern
  }
  /** Get a way to comment */
  'GET /v1/comment-patterns/{id}': {
    params: {
      id: string
    }
    answer: CommentPattern
  }
  /** Change a way to comment; what is written already stays as it is */
  'PATCH /v1/comment-patterns/{id}': {
    params: {
      id: string
    }
    body: ChangeCommentPatternInput
    answer: CommentPattern
  }
  /** Delete a way to comment that was never used */
  'DELETE /v1/comment-patterns/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** List what the team does to published posts, those first whose time is latest */
  'GET /v1/engagement-actions': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
      status?: 'queued' | 'sending' | 'sent' | 'failed' | 'unknown' | 'waiting' | 'cancelled' | undefined
      accountId?: string | undefined
    }
    answer: {
      items: EngagementAction[]
      nextCursor: string | null
    }
  }
  /** Get something that the team does to a published post */
  'GET /v1/engagement-actions/{id}': {
    params: {
      id: string
    }
    answer: EngagementAction
  }
  /** Try a failed action again, take back one that waits, or say that one was done */
  'PATCH /v1/engagement-actions/{id}': {
    params: {
      id: string
    }
    body: ChangeEngagementActionInput
    answer: EngagementAction
  }
  /** List profiles, the latest first: authors that you write for or learn from */
  'GET /v1/profiles': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
      type?: 'internal' | 'external_influencer' | undefined
    }
    answer: {
      items: Profile[]
      nextCursor: string | null
    }
  }
  /** Add a profile by its handle or address */
  'POST /v1/profiles': {
    body: CreateProfileInput
    answer: Profile
  }
  /** Get a profile, with how its syncs went */
  'GET /v1/profiles/{id}': {
    params: {
      id: string
    }
    answer: Profile
  }
  /** Change a profile */
  'PATCH /v1/profiles/{id}': {
    params: {
      id: string
    }
    body: UpdateProfileInput
    answer: Profile
  }
  /** Delete a profile; its posts stay in the bank, without it */
  'DELETE /v1/profiles/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** Bring the posts of a profile into the bank; refused with the reason where nothing can read them */
  'POST /v1/profiles/{id}/sync': {
    params: {
      id: string
    }
    answer: SyncJob
  }
  /** List syncs of profiles, the latest first */
  'GET /v1/sync-jobs': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
      profileId?: string | undefined
      status?: 'running' | 'completed' | 'failed' | undefined
    }
    answer: {
      items: SyncJob[]
      nextCursor: string | null
    }
  }
  /** Get a sync and how far it is */
  'GET /v1/sync-jobs/{id}': {
    params: {
      id: string
    }
    answer: SyncJob
  }
  /** List captured posts, the latest first */
  'GET /v1/bank': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
      authorId?: string | undefined
      topicId?: string | undefined
      audienceId?: string | undefined
      hookTypeId?: string | undefined
      platform?: string | undefined
      source?: 'import' | 'published' | 'listening' | undefined
      since?: string | undefined
      until?: string | undefined
    }
    answer: {
      items: BankPost[]
      nextCursor: string | null
    }
  }
  /** Add posts, or bring their text and numbers up to date; says what became of each */
  'POST /v1/bank/import': {
    query?: {
      /** Only says what would become of each line. */
      dryRun?: 'true' | 'false' | undefined
    }
    body: ImportBankInput | FormData
    answer: ImportReport
  }
  /** Find captured posts by meaning, or like another; without either the best scores */
  'POST /v1/bank/search': {
    body: SearchBankInput
    answer: BankResult
  }
  /** Get a captured post, with its numbers over time and what its score compares them with */
  'GET /v1/bank/{id}': {
    params: {
      id: string
    }
    answer: BankPostDetail
  }
  /** Label a captured post by hand, or say whose it is */
  'PATCH /v1/bank/{id}': {
    params: {
      id: string
    }
    body: LabelPostInput
    answer: BankPostDetail
  }
  /** Remove a captured post from the bank */
  'DELETE /v1/bank/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** Try again what failed while finding out about a captured post */
  'POST /v1/bank/{id}/retry': {
    params: {
      id: string
    }
    answer: BankPostDetail
  }
  /** Get how a profile writes: what was measured, its description, and the prompt that drafts use */
  'GET /v1/profiles/{id}/style': {
    params: {
      id: string
    }
    answer: Style
  }
  /** Analyse how a profile writes, from its captured posts; a corrected prompt stays */
  'POST /v1/profiles/{id}/style': {
    params: {
      id: string
    }
    answer: Style
  }
  /** Correct how a profile writes; no analysis overwrites it */
  'PATCH /v1/profiles/{id}/style': {
    params: {
      id: string
    }
    body: CorrectStyleInput
    answer: Style
  }
  /** Say how much a text sounds like a profile, with reasons */
  'POST /v1/profiles/{id}/closeness': {
    params: {
      id: string
    }
    body: {
      text: string
    }
    answer: Closeness
  }
  /** List groups of topics, the latest first */
  'GET /v1/topic-groups': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
    }
    answer: {
      items: TopicGroup[]
      nextCursor: string | null
    }
  }
  /** Add a group of topics */
  'POST /v1/topic-groups': {
    body: CreateTopicGroupInput
    answer: TopicGroup
  }
  /** Get a group of topics */
  'GET /v1/topic-groups/{id}': {
    params: {
      id: string
    }
    answer: TopicGroup
  }
  /** Change a group of topics */
  'PATCH /v1/topic-groups/{id}': {
    params: {
      id: string
    }
    body: {
      name?: string | undefined
      color?: string | undefined
    }
    answer: TopicGroup
  }
  /** Delete a group of topics; posts lose it */
  'DELETE /v1/topic-groups/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** List topics, the latest first */
  'GET /v1/topics': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
      groupId?: string | undefined
    }
    answer: {
      items: Topic[]
      nextCursor: string | null
    }
  }
  /** Add a topic */
  'POST /v1/topics': {
    body: CreateTopicInput
    answer: Topic
  }
  /** Get a topic */
  'GET /v1/topics/{id}': {
    params: {
      id: string
    }
    answer: Topic
  }
  /** Change a topic */
  'PATCH /v1/topics/{id}': {
    params: {
      id: string
    }
    body: {
      name?: string | undefined
      description?: string | undefined
      embeddingDescription?: string | undefined
      groupId?: string | null | undefined
    }
    answer: Topic
  }
  /** Delete a topic; posts lose it */
  'DELETE /v1/topics/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** Merge a topic into another: its posts get the other’s label, and it is deleted */
  'POST /v1/topics/{id}/merge': {
    params: {
      id: string
    }
    body: MergeTopicInput
    answer: Merged
  }
  /** List audiences, the latest first */
  'GET /v1/audiences': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
    }
    answer: {
      items: Audience[]
      nextCursor: string | null
    }
  }
  /** Add an audience */
  'POST /v1/audiences': {
    body: CreateAudienceInput
    answer: Audience
  }
  /** Get an audience */
  'GET /v1/audiences/{id}': {
    params: {
      id: string
    }
    answer: Audience
  }
  /** Change an audience */
  'PATCH /v1/audiences/{id}': {
    params: {
      id: string
    }
    body: {
      name?: string | undefined
      description?: string | undefined
      jobTitles?: string[] | undefined
      painPoints?: string[] | undefined
      goals?: string[] | undefined
      vocabularyToUse?: string[] | undefined
      vocabularyToAvoid?: string[] | undefined
      tonePreferences?: string | undefined
    }
    answer: Audience
  }
  /** Delete an audience; posts lose it */
  'DELETE /v1/audiences/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** List types of hooks, the latest first */
  'GET /v1/hook-types': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
    }
    answer: {
      items: HookType[]
      nextCursor: string | null
    }
  }
  /** Add a type of hook */
  'POST /v1/hook-types': {
    body: CreateHookTypeInput
    answer: HookType
  }
  /** Get a type of hook */
  'GET /v1/hook-types/{id}': {
    params: {
      id: string
    }
    answer: HookType
  }
  /** Change a type of hook */
  'PATCH /v1/hook-types/{id}': {
    params: {
      id: string
    }
    body: {
      name?: string | undefined
      description?: string | undefined
      promptInstruction?: string | undefined
    }
    answer: HookType
  }
  /** Delete a type of hook; posts lose it */
  'DELETE /v1/hook-types/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** List structures of posts, the latest first */
  'GET /v1/post-structures': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
    }
    answer: {
      items: PostStructure[]
      nextCursor: string | null
    }
  }
  /** Add a structure of posts */
  'POST /v1/post-structures': {
    body: CreatePostStructureInput
    answer: PostStructure
  }
  /** Get a structure of posts */
  'GET /v1/post-structures/{id}': {
    params: {
      id: string
    }
    answer: PostStructure
  }
  /** Change a structure of posts */
  'PATCH /v1/post-structures/{id}': {
    params: {
      id: string
    }
    body: {
      name?: string | undefined
      description?: string | undefined
    }
    answer: PostStructure
  }
  /** Delete a structure of posts; posts lose it */
  'DELETE /v1/post-structures/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** List templates of posts, the latest first */
  'GET /v1/post-templates': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
    }
    answer: {
      items: PostTemplate[]
      nextCursor: string | null
    }
  }
  /** Add a template of posts */
  'POST /v1/post-templates': {
    body: CreatePostTemplateInput
    answer: PostTemplate
  }
  /** Get a template of posts */
  'GET /v1/post-templates/{id}': {
    params: {
      id: string
    }
    answer: PostTemplate
  }
  /** Change a template of posts */
  'PATCH /v1/post-templates/{id}': {
    params: {
      id: string
    }
    body: {
      name?: string | undefined
      description?: string | undefined
      /** The post after its hook, such as `{{body}}\n\n{{cta}}`. */
      structure?: string | undefined
    }
    answer: PostTemplate
  }
  /** Delete a template of posts; drafts lose it */
  'DELETE /v1/post-templates/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** List presets, the latest first */
  'GET /v1/presets': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
    }
    answer: {
      items: Preset[]
      nextCursor: string | null
    }
  }
  /** Add a preset */
  'POST /v1/presets': {
    body: CreatePresetInput
    answer: Preset
  }
  /** Get a preset */
  'GET /v1/presets/{id}': {
    params: {
      id: string
    }
    answer: Preset
  }
  /** Change a preset */
  'PATCH /v1/presets/{id}': {
    params: {
      id: string
    }
    body: {
      name?: string | undefined
      config?: PresetConfigInput | undefined
    }
    answer: Preset
  }
  /** Delete a preset; drafts lose it */
  'DELETE /v1/presets/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** List calls to action, the latest first */
  'GET /v1/ctas': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
    }
    answer: {
      items: Cta[]
      nextCursor: string | null
    }
  }
  /** Add a call to action */
  'POST /v1/ctas': {
    body: CreateCtaInput
    answer: Cta
  }
  /** Get a call to action */
  'GET /v1/ctas/{id}': {
    params: {
      id: string
    }
    answer: Cta
  }
  /** Change a call to action */
  'PATCH /v1/ctas/{id}': {
    params: {
      id: string
    }
    body: {
      name?: string | undefined
      textContent?: string | undefined
      category?: string | undefined
    }
    answer: Cta
  }
  /** Delete a call to action; drafts lose it */
  'DELETE /v1/ctas/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** List resources that posts lead to, the latest first */
  'GET /v1/resources': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
    }
    answer: {
      items: Resource[]
      nextCursor: string | null
    }
  }
  /** Add a resource that posts lead to */
  'POST /v1/resources': {
    body: CreateResourceInput
    answer: Resource
  }
  /** Get a resource that posts lead to */
  'GET /v1/resources/{id}': {
    params: {
      id: string
    }
    answer: Resource
  }
  /** Change a resource that posts lead to */
  'PATCH /v1/resources/{id}': {
    params: {
      id: string
    }
    body: {
      name?: string | undefined
      resourceType?: 'page' | 'file' | 'video' | 'event' | 'product' | 'other' | undefined
      url?: string | undefined
      description?: string | undefined
    }
    answer: Resource
  }
  /** Delete a resource that posts lead to; drafts lose it */
  'DELETE /v1/resources/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** List notes for writing, the latest first */
  'GET /v1/notes-for-writing': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
    }
    answer: {
      items: TaxonomyNote[]
      nextCursor: string | null
    }
  }
  /** Add a note for writing */
  'POST /v1/notes-for-writing': {
    body: TaxonomyCreateNoteInput
    answer: TaxonomyNote
  }
  /** Get a note for writing */
  'GET /v1/notes-for-writing/{id}': {
    params: {
      id: string
    }
    answer: TaxonomyNote
  }
  /** Change a note for writing */
  'PATCH /v1/notes-for-writing/{id}': {
    params: {
      id: string
    }
    body: {
      name?: string | undefined
      content?: string | undefined
      type?: string | undefined
      topicIds?: string[] | undefined
    }
    answer: TaxonomyNote
  }
  /** Delete a note for writing; nothing is written with it any more */
  'DELETE /v1/notes-for-writing/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** Add the starter set of a language: what of it is not there yet, by name */
  'POST /v1/starter-set': {
    body: AddStarterInput
    answer: StarterResult
  }
  /** List drafts, the latest first */
  'GET /v1/drafts': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
      status?:
        | 'draft_input'
        | 'hook_gen'
        | 'hook_selected'
        | 'body_gen'
        | 'validated'
        | 'scheduled'
        | 'published'
        | undefined
      authorId?: string | undefined
      topicId?: string | undefined
    }
    answer: {
      items: DraftSummary[]
      nextCursor: string | null
    }
  }
  /** Begin a draft, from a text, an address, a captured post, or the source of another draft */
  'POST /v1/drafts': {
    body: CreateDraftInput
    answer: Draft
  }
  /** Get a draft: its source, hooks and body, and what to look at before it goes out */
  'GET /v1/drafts/{id}': {
    params: {
      id: string
    }
    answer: Draft
  }
  /** Change what a draft is written from and for, or its body */
  'PATCH /v1/drafts/{id}': {
    params: {
      id: string
    }
    body: UpdateDraftInput
    answer: Draft
  }
  /** Delete a draft */
  'DELETE /v1/drafts/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** Propose hooks in place of those that are there, or of one; or add one of your own */
  'POST /v1/drafts/{id}/hooks': {
    params: {
      id: string
    }
    body: GenerateHooksInput
    answer: Draft
  }
  /** Rewrite a hook */
  'PATCH /v1/drafts/{id}/hooks/{hookId}': {
    params: {
      id: string
      hookId: string
    }
    body: UpdateHookInput
    answer: Draft
  }
  /** Select the hook that the post begins with */
  'POST /v1/drafts/{id}/hooks/{hookId}/select': {
    params: {
      id: string
      hookId: string
    }
    answer: Draft
  }
  /** Have the body written after the selected hook */
  'POST /v1/drafts/{id}/body': {
    params: {
      id: string
    }
    answer: Draft
  }
  /** Have two bodies written to choose from */
  'POST /v1/drafts/{id}/alternatives': {
    params: {
      id: string
    }
    answer: Draft
  }
  /** Take one of the alternatives as the body, or none of them */
  'POST /v1/drafts/{id}/alternatives/choose': {
    params: {
      id: string
    }
    body: {
      /** Which of `alternatives` to take; null for none of them. */
      index: number | null
    }
    answer: Draft
  }
  /** Say a passage otherwise: shorter, bolder, simpler, translated, or as the author writes; nothing is changed */
  'POST /v1/drafts/{id}/rewrite': {
    params: {
      id: string
    }
    body: RewriteInput
    answer: Rewritten
  }
  /** Vouch for the text, judged on each account that it is to go to */
  'POST /v1/drafts/{id}/validate': {
    params: {
      id: string
    }
    body: ValidateDraftInput
    answer: ValidatedDraft
  }
  /** Hand a validated draft to the calendar; what becomes of its post is written back */
  'POST /v1/drafts/{id}/schedule': {
    params: {
      id: string
    }
    body: ScheduleDraftPostInput
    answer: Draft
  }
  /** Take a draft back to edit it; one that is scheduled is taken off the schedule */
  'POST /v1/drafts/{id}/back': {
    params: {
      id: string
    }
    body: BackDraftInput
    answer: Draft
  }
  /** List what hook and body of a draft have been, the latest first */
  'GET /v1/drafts/{id}/versions': {
    params: {
      id: string
    }
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
    }
    answer: {
      items: Version[]
      nextCursor: string | null
    }
  }
  /** List batches of drafts, the latest first */
  'GET /v1/post-batches': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
    }
    answer: {
      items: Batch[]
      nextCursor: string | null
    }
  }
  /** Have drafts written for several authors and topics at once, from one source */
  'POST /v1/post-batches': {
    body: CreateBatchInput
    answer: BatchDetail
  }
  /** Say how many drafts a batch would have, and what they would cost */
  'POST /v1/post-batches/estimate': {
    body: BatchSizeInput
    answer: BatchEstimate
  }
  /** Get a batch with its drafts, how far each is, and what it has cost */
  'GET /v1/post-batches/{id}': {
    params: {
      id: string
    }
    answer: BatchDetail
  }
  /** End a batch: what waits is not written any more, what was written stays */
  'POST /v1/post-batches/{id}/cancel': {
    params: {
      id: string
    }
    answer: BatchDetail
  }
  /** Have one failed draft of a batch written again */
  'POST /v1/post-batches/{id}/drafts/{draftId}/retry': {
    params: {
      id: string
      draftId: string
    }
    answer: BatchDetail
  }
  /** List characters, the latest first */
  'GET /v1/characters': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
      /** Left out: all that are not deleted. */
      status?: 'active' | 'paused' | 'error' | 'deleted' | undefined
    }
    answer: {
      items: Character[]
      nextCursor: string | null
    }
  }
  /** Make a character, with an internal profile of its own */
  'POST /v1/characters': {
    body: CreateCharacterInput
    answer: Character
  }
  /** Get a character */
  'GET /v1/characters/{id}': {
    params: {
      id: string
    }
    answer: Character
  }
  /** Change, pause or resume a character */
  'PATCH /v1/characters/{id}': {
    params: {
      id: string
    }
    body: UpdateCharacterInput
    answer: Character
  }
  /** Delete a character; it can be restored */
  'DELETE /v1/characters/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** Restore a deleted character, paused */
  'POST /v1/characters/{id}/restore': {
    params: {
      id: string
    }
    answer: Character
  }
  /** Say which accounts a character speaks through */
  'PUT /v1/characters/{id}/accounts': {
    params: {
      id: string
    }
    body: SetCharacterAccountsInput
    answer: Character
  }
  /** Get how a character speaks, and what models are told of it */
  'GET /v1/characters/{id}/personality': {
    params: {
      id: string
    }
    answer: Personality
  }
  /** Change how a character speaks; what is left out stays */
  'PUT /v1/characters/{id}/personality': {
    params: {
      id: string
    }
    body: SetPersonalityInput
    answer: Personality
  }
  /** Get how a character looks, and the prompt that is assembled of it */
  'GET /v1/characters/{id}/appearance': {
    params: {
      id: string
    }
    answer: Appearance
  }
  /** Change how a character looks; what is left out stays */
  'PUT /v1/characters/{id}/appearance': {
    params: {
      id: string
    }
    body: SetAppearanceInput
    answer: Appearance
  }
  /** Hear a text as a character says it, and as it would with other traits; stores nothing */
  'POST /v1/characters/{id}/try': {
    params: {
      id: string
    }
    body: TryVoiceInput
    answer: TriedVoice
  }
  /** List what a character remembers, the latest first */
  'GET /v1/characters/{id}/memory': {
    params: {
      id: string
    }
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
      kind?: 'said' | 'promised' | 'likes' | 'note' | undefined
    }
    answer: {
      items: CharacterMemory[]
      nextCursor: string | null
    }
  }
  /** Add what a character is to know; it may say it */
  'POST /v1/characters/{id}/memory': {
    params: {
      id: string
    }
    body: CreateCharacterMemoryInput
    answer: CharacterMemory
  }
  /** Correct what a character remembers */
  'PATCH /v1/characters/{id}/memory/{memoryId}': {
    params: {
      id: string
      memoryId: string
    }
    body: UpdateCharacterMemoryInput
    answer: CharacterMemory
  }
  /** Have a character forget something, for good */
  'DELETE /v1/characters/{id}/memory/{memoryId}': {
    params: {
      id: string
      memoryId: string
    }
    answer: undefined
  }
  /** List characters’ media, the latest first */
  'GET /v1/content': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
      characterId?: string | undefined
      approval?: 'pending' | 'approved' | 'rejected' | undefined
      contentType?: 'image' | 'video' | 'text' | 'audio' | undefined
    }
    answer: {
      items: Content[]
      nextCursor: string | null
    }
  }
  /** Add a file of the library, or a text, to a character’s media */
  'POST /v1/content': {
    body: AddContentInput
    answer: Content
  }
  /** Approve or reject media, or have them await approval again */
  'POST /v1/content/decisions': {
    body: DecideContentInput
    answer: DecidedContent
  }
  /** Get one of a character’s media */
  'GET /v1/content/{id}': {
    params: {
      id: string
    }
    answer: Content
  }
  /** Change where a medium is meant to stand, or flag it NSFW; flagged anew, it awaits approval anew */
  'PATCH /v1/content/{id}': {
    params: {
      id: string
    }
    body: UpdateContentInput
    answer: Content
  }
  /** Take a medium out of a character’s media; its file stays in the library */
  'DELETE /v1/content/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** List what was asked to be generated for characters, the latest first */
  'GET /v1/generations': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
      characterId?: string | undefined
      status?: 'queued' | 'running' | 'done' | 'failed' | 'cancelled' | 'unknown' | undefined
      jobType?: 'image' | 'text' | 'card' | 'video' | undefined
    }
    answer: {
      items: Generation[]
      nextCursor: string | null
    }
  }
  /** Generate pictures, cards or texts for a character; they await approval in its media */
  'POST /v1/generations': {
    body: CreateGenerationInput
    answer: Generation
  }
  /** Say by what something would be generated, and what it would cost */
  'POST /v1/generations/estimate': {
    body: EstimateGenerationInput
    answer: GenerationEstimate
  }
  /** Get a generation: how far each of it is, what came of it, and what it has cost */
  'GET /v1/generations/{id}': {
    params: {
      id: string
    }
    answer: Generation
  }
  /** Cancel what waits of a generation; what is being made ends, and what was made stays */
  'POST /v1/generations/{id}/cancel': {
    params: {
      id: string
    }
    answer: Generation
  }
  /** Make again what failed of a generation, or, where that is asked for, what may have been made */
  'POST /v1/generations/{id}/retry': {
    params: {
      id: string
    }
    body: RetryGenerationInput
    answer: Generation
  }
  /** List the rules of characters, the latest first */
  'GET /v1/automation-rules': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
      characterId?: string | undefined
    }
    answer: {
      items: AutomationRule[]
      nextCursor: string | null
    }
  }
  /** Add a rule by which a character posts */
  'POST /v1/automation-rules': {
    body: CreateAutomationRuleInput
    answer: AutomationRule
  }
  /** Get a rule of a character */
  'GET /v1/automation-rules/{id}': {
    params: {
      id: string
    }
    answer: AutomationRule
  }
  /** Change a rule from now on, or switch it on or off */
  'PATCH /v1/automation-rules/{id}': {
    params: {
      id: string
    }
    body: ChangeAutomationRuleInput
    answer: AutomationRule
  }
  /** Delete a rule with its executions; its posts stay */
  'DELETE /v1/automation-rules/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** Say when a rule would post, and why not at its other times */
  'POST /v1/automation-rules/{id}/dry-run': {
    params: {
      id: string
    }
    body: DryRunInput
    answer: DryRunAnswer
  }
  /** Have a rule act now, within its limits */
  'POST /v1/automation-rules/{id}/run': {
    params: {
      id: string
    }
    answer: AutomationExecution
  }
  /** List what rules did or left, those first whose time is latest */
  'GET /v1/automation-executions': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
      ruleId?: string | undefined
      characterId?: string | undefined
      status?: 'due' | 'admitted' | 'running' | 'posted' | 'skipped' | 'failed' | undefined
    }
    answer: {
      items: AutomationExecution[]
      nextCursor: string | null
    }
  }
  /** Get one time that a rule acted, step by step */
  'GET /v1/automation-executions/{id}': {
    params: {
      id: string
    }
    answer: AutomationExecution
  }
  /** List listening projects, the latest first */
  'GET /v1/projects': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
      status?: 'draft' | 'active' | 'paused' | undefined
    }
    answer: {
      items: Project[]
      nextCursor: string | null
    }
  }
  /** Listen to hashtags, creators or a query */
  'POST /v1/projects': {
    body: CreateProjectInput
    answer: Project
  }
  /** Get a project */
  'GET /v1/projects/{id}': {
    params: {
      id: string
    }
    answer: Project
  }
  /** Change a project’s name, description or status */
  'PATCH /v1/projects/{id}': {
    params: {
      id: string
    }
    body: UpdateProjectInput
    answer: Project
  }
  /** Delete a project, with its posts that neither another project nor the bank has */
  'DELETE /v1/projects/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** Bring posts into a project; those outside its scope are left out, and said */
  'POST /v1/projects/{id}/import': {
    params: {
      id: string
    }
    body: ImportIntoProjectInput | FormData
    answer: ListeningReport
  }
  /** List a project’s posts, the latest first, each with its sentiment and score */
  'GET /v1/projects/{id}/posts': {
    params: {
      id: string
    }
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
      polarity?: 'positive' | 'neutral' | 'negative' | undefined
      platform?: string | undefined
      author?: string | undefined
      hashtagId?: string | undefined
      since?: string | undefined
      until?: string | undefined
    }
    answer: {
      items: ListenedPost[]
      nextCursor: string | null
    }
  }
  /** List the hashtags of a project’s posts, the most used first */
  'GET /v1/projects/{id}/hashtags': {
    params: {
      id: string
    }
    query?: {
      limit?: number | undefined
    }
    answer: {
      items: ProjectHashtag[]
      nextCursor: string | null
    }
  }
  /** List the authors of a project’s posts, those with most posts first */
  'GET /v1/projects/{id}/creators': {
    params: {
      id: string
    }
    query?: {
      limit?: number | undefined
    }
    answer: {
      items: ProjectCreator[]
      nextCursor: string | null
    }
  }
  /** Get how much was said in a project each day, and how it felt */
  'GET /v1/projects/{id}/volume': {
    params: {
      id: string
    }
    query?: {
      days?: number | undefined
    }
    answer: Volume
  }
  /** Get how much each active project was talked of, beside all of them */
  'GET /v1/share-of-voice': {
    query?: {
      days?: number | undefined
    }
    answer: ShareOfVoice
  }
  /** Correct how a post feels; all figures follow */
  'PATCH /v1/projects/{id}/posts/{postId}': {
    params: {
      id: string
      postId: string
    }
    body: CorrectPostInput
    answer: ListenedPost
  }
  /** Leave a post out of a project, as not relevant; all figures follow */
  'POST /v1/projects/{id}/posts/{postId}/leave-out': {
    params: {
      id: string
      postId: string
    }
    answer: undefined
  }
  /** Put a post back that was left out of a project */
  'POST /v1/projects/{id}/posts/{postId}/put-back': {
    params: {
      id: string
      postId: string
    }
    answer: undefined
  }
  /** List the posts that a project leaves out, the latest first, each with the reason */
  'GET /v1/projects/{id}/left-out': {
    params: {
      id: string
    }
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
    }
    answer: {
      items: LeftOutPost[]
      nextCursor: string | null
    }
  }
  /** List the authors whose posts a project leaves out, the latest first */
  'GET /v1/projects/{id}/muted-authors': {
    params: {
      id: string
    }
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
    }
    answer: {
      items: MutedAuthor[]
      nextCursor: string | null
    }
  }
  /** Leave an author’s posts out of a project, those to come too */
  'POST /v1/projects/{id}/muted-authors': {
    params: {
      id: string
    }
    body: CreatorInput
    answer: MutedAuthor
  }
  /** Let an author’s posts back into a project */
  'DELETE /v1/projects/{id}/muted-authors/{mutedId}': {
    params: {
      id: string
      mutedId: string
    }
    answer: undefined
  }
  /** Get what is asked of each platform for a project, and how that goes */
  'GET /v1/projects/{id}/collection': {
    params: {
      id: string
    }
    answer: Collection
  }
  /** Ask the platforms for everything that a project names, within the next minute */
  'POST /v1/projects/{id}/run': {
    params: {
      id: string
    }
    answer: Collection
  }
  /** Read an RSS or Atom feed for a project; its entries are posts of the platform web */
  'POST /v1/projects/{id}/feeds': {
    params: {
      id: string
    }
    body: AddFeedInput
    answer: Feed
  }
  /** Take a feed out of a project; what it brought stays */
  'DELETE /v1/projects/{id}/feeds/{feedId}': {
    params: {
      id: string
      feedId: string
    }
    answer: undefined
  }
  /** List what stood out in a project, the latest found first, each with its numbers */
  'GET /v1/projects/{id}/signals': {
    params: {
      id: string
    }
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
      status?: 'new' | 'acted' | 'dismissed' | undefined
    }
    answer: {
      items: Signal[]
      nextCursor: string | null
    }
  }
  /** Get what the last 30 days would have told of with another sensitivity */
  'GET /v1/projects/{id}/signals/replay': {
    params: {
      id: string
    }
    query?: {
      /** How far something must stand out before it is told of. */
      sensitivity?: 'low' | 'normal' | 'high' | undefined
    }
    answer: Replay
  }
  /** Note what was done about a signal, or that it is nothing */
  'PATCH /v1/projects/{id}/signals/{signalId}': {
    params: {
      id: string
      signalId: string
    }
    body: SettleSignalInput
    answer: Signal
  }
  /** Bring a post that was heard into the bank */
  'POST /v1/projects/{id}/posts/{postId}/bank': {
    params: {
      id: string
      postId: string
    }
    answer: ListenedPost
  }
  /** Watch an author, all that they write: in the project, or in one of their own where a query would leave some of it out. Answers the project that does */
  'POST /v1/projects/{id}/watch': {
    params: {
      id: string
    }
    body: CreatorInput
    answer: Project
  }
  /** Get the queued posts that are about the same as a signal, and words for conversations */
  'GET /v1/projects/{id}/signals/{signalId}/related': {
    params: {
      id: string
      signalId: string
    }
    answer: Related
  }
  /** Make queued posts drafts again because of a signal; one that has begun is left */
  'POST /v1/projects/{id}/signals/{signalId}/pause-posts': {
    params: {
      id: string
      signalId: string
    }
    body: PausePostsInput
    answer: PausedPosts
  }
  /** Start a draft from the posts behind a signal */
  'POST /v1/projects/{id}/signals/{signalId}/draft': {
    params: {
      id: string
      signalId: string
    }
    answer: Draft
  }
  /** List one’s own chats with the assistant, the last spoken in first */
  'GET /v1/chat-sessions': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
    }
    answer: {
      items: ChatSession[]
      nextCursor: string | null
    }
  }
  /** Begin a chat; without a title its first question names it */
  'POST /v1/chat-sessions': {
    body: CreateChatInput
    answer: ChatSession
  }
  /** Get a chat */
  'GET /v1/chat-sessions/{id}': {
    params: {
      id: string
    }
    answer: ChatSession
  }
  /** Rename a chat */
  'PATCH /v1/chat-sessions/{id}': {
    params: {
      id: string
    }
    body: RenameChatInput
    answer: ChatSession
  }
  /** Delete a chat for good; what was done in it stays done */
  'DELETE /v1/chat-sessions/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** Get what waits for a person, what was done automatically since yesterday, and what goes out today */
  'GET /v1/today': {
    query?: {
      /** The zone whose day it is; what begins and ends it is resolved here. UTC without it. */
      timezone?: string | undefined
      /** When the day begins for who looks. */
      from?: string | undefined
      /** When it ends: up to 26 hours later. */
      to?: string | undefined
    }
    answer: Today
  }
  /** Get all figures of a period beside those of the period before, in the workspace’s time zone */
  'GET /v1/analytics/summary': {
    query?: {
      /** What it belongs to, as `account:<id>`; also `person:`, `label:`, `author:`, `hookType:`, `topic:`, `campaign:`, `character:`, `rule:`. */
      of?: string | undefined
      /** The first day, or an instant on it; 29 days before the last one if left out. */
      from?: string | undefined
      /** The last day, or an instant on it; today if left out. */
      to?: string | undefined
    }
    answer: FiguresSummary
  }
  /** Get a figure by day, week or month, of everything or of one thing */
  'GET /v1/analytics/series': {
    query: {
      /** What it belongs to, as `account:<id>`; also `person:`, `label:`, `author:`, `hookType:`, `topic:`, `campaign:`, `character:`, `rule:`. */
      of?: string | undefined
      metric:
        | 'received'
        | 'sentByMachine'
        | 'sentByPeople'
        | 'turns'
        | 'firstResponse'
        | 'autoReplyRate'
        | 'ignored'
        | 'escalations'
        | 'resolution'
        | 'judgedRight'
        | 'judgedWrong'
        | 'comments'
        | 'posts'
      /** Weeks begin on Monday. */
      bucket?: 'day' | 'week' | 'month' | undefined
      /** The first day, or an instant on it; 29 days before the last one if left out. */
      from?: string | undefined
      /** The last day, or an instant on it; today if left out. */
      to?: string | undefined
    }
    answer: FiguresSeries
  }
  /** Get the figures of each account, platform, person, label, campaign, character, …, or posts by hour */
  'GET /v1/analytics/breakdown': {
    query: {
      by:
        | 'account'
        | 'platform'
        | 'person'
        | 'label'
        | 'author'
        | 'hookType'
        | 'topic'
        | 'campaign'
        | 'character'
        | 'rule'
        | 'hour'
      /** The first day, or an instant on it; 29 days before the last one if left out. */
      from?: string | undefined
      /** The last day, or an instant on it; today if left out. */
      to?: string | undefined
    }
    answer: FiguresBreakdown
  }
  /** List windows of two hours, the latest first */
  'GET /v1/analytics/kpi': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
    }
    answer: {
      items: KpiWindow[]
      nextCursor: string | null
    }
  }
  /** List what a figure counts, the latest first */
  'GET /v1/analytics/counted': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
      metric?:
        | 'received'
        | 'sent_by_machine'
        | 'sent_by_people'
        | 'turns'
        | 'first_response'
        | 'answered_by_machine'
        | 'ignored'
        | 'escalations'
        | 'resolution'
        | 'judged_right'
        | 'judged_wrong'
        | 'comments'
        | 'posts'
        | undefined
      /** What it belongs to, as `account:<id>`; also `person:`, `label:`, `author:`, `hookType:`, `topic:`, `campaign:`, `character:`, `rule:`. */
      of?: string | undefined
      /** The first day, or the first instant. */
      from?: string | undefined
      /** The last day, or the instant before which. */
      to?: string | undefined
    }
    answer: {
      items: Counted[]
      nextCursor: string | null
    }
  }
  /** Get what was counted of a character, by day, account and metric */
  'GET /v1/characters/{id}/metrics': {
    params: {
      id: string
    }
    query?: {
      accountId?: string | undefined
      /** The first day, or an instant on it; 29 days before the last one if left out. */
      from?: string | undefined
      /** The last day, or an instant on it; today if left out. */
      to?: string | undefined
    }
    answer: CharacterMetrics
  }
  /** Get the unseen conversations that call for one, and the unread counts of the lists */
  'GET /v1/attention': {
    answer: Attention
  }
  /** Get one’s settings of notifications in the workspace */
  'GET /v1/notification-settings': {
    answer: {
      /** A word in the corner of the open dashboard. */
      toasts: boolean
      sound: boolean
      /** A notification of the browser while the dashboard is not in front. */
      browser: boolean
      /** A mail once nobody has looked for a while. */
      mail: boolean
      mailAfterMinutes: number
      mailLanguage: 'en' | 'fr'
      /** A person is asked to take a conversation. */
      asked: boolean
      /** A contact writes in a conversation that one has taken over. */
      mine: boolean
      /** A contact writes where no machine answers. */
      unanswered: boolean
      /** A colleague names one in a note. */
      mentioned: boolean
      /** A comment under a post waits for a person. */
      commented: boolean
      /** The time has come of a post that one publishes oneself. By mail, at once. */
      byHand: boolean
      /** Something stands out in a listening project. By mail, at once. */
      signals: boolean
    }
  }
  /** Choose what one is told, and how */
  'PATCH /v1/notification-settings': {
    body: {
      /** A word in the corner of the open dashboard. */
      toasts?: boolean | undefined
      sound?: boolean | undefined
      /** A notification of the browser while the dashboard is not in front. */
      browser?: boolean | undefined
      /** A mail once nobody has looked for a while. */
      mail?: boolean | undefined
      mailAfterMinutes?: number | undefined
      mailLanguage?: 'en' | 'fr' | undefined
      /** A person is asked to take a conversation. */
      asked?: boolean | undefined
      /** A contact writes in a conversation that one has taken over. */
      mine?: boolean | undefined
      /** A contact writes where no machine answers. */
      unanswered?: boolean | undefined
      /** A colleague names one in a note. */
      mentioned?: boolean | undefined
      /** A comment under a post waits for a person. */
      commented?: boolean | undefined
      /** The time has come of a post that one publishes oneself. By mail, at once. */
      byHand?: boolean | undefined
      /** Something stands out in a listening project. By mail, at once. */
      signals?: boolean | undefined
    }
    answer: {
      /** A word in the corner of the open dashboard. */
      toasts: boolean
      sound: boolean
      /** A notification of the browser while the dashboard is not in front. */
      browser: boolean
      /** A mail once nobody has looked for a while. */
      mail: boolean
      mailAfterMinutes: number
      mailLanguage: 'en' | 'fr'
      /** A person is asked to take a conversation. */
      asked: boolean
      /** A contact writes in a conversation that one has taken over. */
      mine: boolean
      /** A contact writes where no machine answers. */
      unanswered: boolean
      /** A colleague names one in a note. */
      mentioned: boolean
      /** A comment under a post waits for a person. */
      commented: boolean
      /** The time has come of a post that one publishes oneself. By mail, at once. */
      byHand: boolean
      /** Something stands out in a listening project. By mail, at once. */
      signals: boolean
    }
  }
  /** List the addresses that are told of what happens, the latest first */
  'GET /v1/webhook-endpoints': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
    }
    answer: {
      items: Endpoint[]
      nextCursor: string | null
    }
  }
  /** Add an address that is told of what happens, signed by Standard Webhooks; its secret is shown once */
  'POST /v1/webhook-endpoints': {
    body: CreateEndpointInput
    answer: CreatedEndpoint
  }
  /** Get an endpoint */
  'GET /v1/webhook-endpoints/{id}': {
    params: {
      id: string
    }
    answer: Endpoint
  }
  /** Change an endpoint, or switch it on or off; while it is off nothing is noted for it */
  'PATCH /v1/webhook-endpoints/{id}': {
    params: {
      id: string
    }
    body: UpdateEndpointInput
    answer: Endpoint
  }
  /** Delete an endpoint, with its deliveries */
  'DELETE /v1/webhook-endpoints/{id}': {
    params: {
      id: string
    }
    answer: undefined
  }
  /** Give an endpoint a new secret, shown once; the old one signs too for a day */
  'POST /v1/webhook-endpoints/{id}/rotate-secret': {
    params: {
      id: string
    }
    answer: Secret
  }
  /** Send a test event to an endpoint */
  'POST /v1/webhook-endpoints/{id}/test': {
    params: {
      id: string
    }
    answer: Delivery
  }
  /** List what an endpoint was or is to be told, with its answers, the latest first */
  'GET /v1/webhook-endpoints/{id}/deliveries': {
    params: {
      id: string
    }
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
    }
    answer: {
      items: Delivery[]
      nextCursor: string | null
    }
  }
  /** Get a delivery */
  'GET /v1/webhook-endpoints/{id}/deliveries/{deliveryId}': {
    params: {
      id: string
      deliveryId: string
    }
    answer: Delivery
  }
  /** Send a delivery again, under the same webhook-id */
  'POST /v1/webhook-endpoints/{id}/deliveries/{deliveryId}/replay': {
    params: {
      id: string
      deliveryId: string
    }
    answer: Delivery
  }
  /** Get the plan, how much of it is used, and what can be bought */
  'GET /v1/billing/subscription': {
    answer: BillingSubscription
  }
  /** Open the page on which a plan or a pack of credits is paid */
  'POST /v1/billing/checkout': {
    body: CheckoutInput
    answer: BillingPage
  }
  /** Open the page on which the plan is changed, cancelled and paid */
  'POST /v1/billing/portal': {
    answer: BillingPage
  }
  /** List the latest invoices */
  'GET /v1/billing/invoices': {
    answer: Invoices
  }
  /** Get the balance of credits */
  'GET /v1/credits': {
    answer: Credits
  }
  /** List what was granted, bought and used, the latest first */
  'GET /v1/credits/transactions': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
    }
    answer: {
      items: CreditTransaction[]
      nextCursor: string | null
    }
  }
  /** List what platforms told this workspace, the latest first */
  'GET /v1/webhook-events': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
      status?: 'pending' | 'processed' | 'failed' | 'unassigned' | undefined
    }
    answer: {
      items: WebhookEvent[]
      nextCursor: string | null
    }
  }
  /** Apply an update again, if it has not been applied */
  'POST /v1/webhook-events/{id}/replay': {
    params: {
      id: string
    }
    answer: WebhookEvent
  }
  /** List updates of accounts that are connected nowhere */
  'GET /v1/operations/webhook-events': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
    }
    answer: {
      items: WebhookEvent[]
      nextCursor: string | null
    }
  }
  /** Give an unassigned update to the account connected since, and apply it */
  'POST /v1/operations/webhook-events/{id}/replay': {
    params: {
      id: string
    }
    answer: WebhookEvent
  }
  /** List what platforms sent, as it came */
  'GET /v1/operations/webhook-deliveries': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
    }
    answer: {
      items: WebhookDelivery[]
      nextCursor: string | null
    }
  }
  /** Take a delivery in once more; what of it was applied is not applied again */
  'POST /v1/operations/webhook-deliveries/{id}/replay': {
    params: {
      id: string
    }
    answer: WebhookDelivery
  }
  /** List queue messages that used up their attempts */
  'GET /v1/operations/dead-letters': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
    }
    answer: {
      items: DeadLetter[]
      nextCursor: string | null
    }
  }
  /** Put a dead letter back on its queue, once */
  'POST /v1/operations/dead-letters/{id}/replay': {
    params: {
      id: string
    }
    answer: DeadLetter
  }
  /** List every call of a language model, the latest first */
  'GET /v1/model-calls': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
      success?: 'true' | 'false' | undefined
      functionName?: string | undefined
      reference?: string | undefined
    }
    answer: {
      items: ModelCall[]
      nextCursor: string | null
    }
  }
  /** List what the system said of this workspace, the latest first */
  'GET /v1/system-logs': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
      /** This level and the graver ones. */
      level?: 'info' | 'warn' | 'error' | undefined
      /** Exact, or a prefix that ends in a dot. */
      event?: string | undefined
      reference?: string | undefined
      requestId?: string | undefined
    }
    answer: {
      items: SystemLog[]
      nextCursor: string | null
    }
  }
  /** List what the system said, the latest first */
  'GET /v1/operations/system-logs': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
      /** This level and the graver ones. */
      level?: 'info' | 'warn' | 'error' | undefined
      /** Exact, or a prefix that ends in a dot. */
      event?: string | undefined
      reference?: string | undefined
      requestId?: string | undefined
    }
    answer: {
      items: SystemLog[]
      nextCursor: string | null
    }
  }
  /** List the workers, whether they are on, and their latest runs */
  'GET /v1/operations/workers': {
    answer: {
      items: WorkerState[]
      nextCursor: string | null
    }
  }
  /** Switch a worker off or on; what it would do waits meanwhile */
  'PATCH /v1/operations/workers/{name}': {
    params: {
      /** The name of a worker. */
      name: string
    }
    body: SwitchInput
    answer: WorkerState
  }
  /** Whether the machines of all workspaces may act */
  'GET /v1/operations/machines': {
    answer: Machines
  }
  /** Pause or resume the machines of all workspaces */
  'PATCH /v1/operations/machines': {
    body: SwitchInput
    answer: Machines
  }
  /** List the runs of workers, the latest first */
  'GET /v1/operations/task-runs': {
    query?: {
      limit?: number | undefined
      cursor?: string | undefined
      /** The name of a worker. */
      task?: string | undefined
      status?: 'running' | 'completed' | 'failed' | undefined
    }
    answer: {
      items: TaskRun[]
      nextCursor: string | null
    }
  }
}

export type ChatMessage = {
  id: string
  role: 'user' | 'assistant'
  text: string
  /** Of an answer. `stopped`: somebody stopped it, or it broke off; what was said until then is kept. */
  state: 'answering' | 'done' | 'stopped' | 'failed'
  steps: ChatStep[]
  sources: ChatSource[]
  model: string | null
  error: string | null
  createdAt: string
}

export type DecideStepInput = {
  messageId: string
  stepId: string
  /** Whether it is to be done; it is cancelled otherwise. */
  confirmed: boolean
}

export type Me = {
  user: {
    id: string
    name: string
    email: string
    emailVerified: boolean
  } | null
  workspace: {
    id: string
    name: string
  } | null
  role: 'owner' | 'admin' | 'editor' | 'agent' | 'analyst' | 'viewer' | null
  scopes: ('own' | 'manage' | 'write' | 'answer' | 'listen' | 'see')[]
  /** May see and replay what belongs to the installation. */
  operator: boolean
}

export type Workspace = {
  id: string
  name: string
  role: 'owner' | 'admin' | 'editor' | 'agent' | 'analyst' | 'viewer'
  createdAt: string
}

export type CreateWorkspaceInput = {
  name: string
  /** Of the topics, audiences and other entries that it begins with. */
  language?: 'en' | 'fr' | undefined
  /** Its figures count by days of this time zone; UTC where the database does not know it. */
  timezone?: string | undefined
}

export type CurrentWorkspace = {
  id: string
  name: string
  createdAt: string
  /** IANA; days of its figures begin at its midnight. */
  timezone: string
  /** While it is null, nothing that is flagged NSFW leaves the workspace. */
  ageConfirmedAt: string | null
  /** Set while the machines of this workspace stand still: nothing is answered or published. */
  paused: {
    at: string
    by: string
    reason: string | null
  } | null
  /** An operator has paused the machines of every workspace. */
  installationPaused: boolean
}

export type UpdateWorkspaceInput = {
  name?: string | undefined
  /** Its figures count by days of this time zone. */
  timezone?: string | undefined
  /** That all who work here are of age, and publish only to adults what is flagged NSFW. */
  ageConfirmed?: boolean | undefined
}

export type DeleteWorkspaceInput = {
  name: string
}

export type PauseInput = {
  reason?: string | undefined
}

export type Onboarding = {
  steps: {
    step: 'connect_account' | 'add_knowledge' | 'first_answer' | 'invite_team'
    status: 'open' | 'done' | 'skipped'
  }[]
  completedAt: string | null
}

export type OnboardingChangeInput = {
  skip?: 'connect_account' | 'add_knowledge' | 'first_answer' | 'invite_team' | undefined
  completed?: true | undefined
}

export type Member = {
  id: string
  userId: string
  name: string
  email: string
  role: 'owner' | 'admin' | 'editor' | 'agent' | 'analyst' | 'viewer'
  joinedAt: string
}

export type ChangeRoleInput = {
  role: 'owner' | 'admin' | 'editor' | 'agent' | 'analyst' | 'viewer'
}

export type TransferInput = {
  memberId: string
}

export type Invitation = {
  id: string
  email: string
  role: 'owner' | 'admin' | 'editor' | 'agent' | 'analyst' | 'viewer'
  status: 'pending' | 'expired' | 'accepted' | 'revoked'
  invitedBy: string | null
  expiresAt: string
  createdAt: string
}

export type InviteInput = {
  email: string
  role: 'admin' | 'editor' | 'agent' | 'analyst' | 'viewer'
}

export type OpenInvitation = {
  workspaceName: string
  email: string
  role: 'owner' | 'admin' | 'editor' | 'agent' | 'analyst' | 'viewer'
  invitedBy: string | null
  expiresAt: string
}

export type InvitationTokenInput = {
  token: string
}

export type ApiKey = {
  id: string
  name: string
  /** The first characters, to tell keys apart. The key itself is shown once. */
  prefix: string
  scopes: ('own' | 'manage' | 'write' | 'answer' | 'listen' | 'see')[]
  expiresAt: string | null
  lastUsedAt: string | null
  createdAt: string
}

export type CreatedApiKey = {
  id: string
  name: string
  /** The first characters, to tell keys apart. The key itself is shown once. */
  prefix: string
  scopes: ('own' | 'manage' | 'write' | 'answer' | 'listen' | 'see')[]
  expiresAt: string | null
  lastUsedAt: string | null
  createdAt: string
  key: string
}

export type CreateApiKeyInput = {
  name: string
  scopes: ('manage' | 'write' | 'answer' | 'listen' | 'see')[]
  expiresAt?: string | undefined
}

export type AuditEntry = {
  id: string
  /** `user:<id>`, `api_key:<id>`, `cron:<task>`, … */
  actor: string
  actorLabel: string
  action: string
  objectType: string
  objectId: string | null
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
  requestId: string | null
  at: string
}

export type PlatformList = {
  items: PlatformInfo[]
}

export type Account = {
  id: string
  platform: string
  /** The platform’s own id: phone number id, page id, chat id, … */
  externalId: string
  name: string
  status: 'active' | 'expired' | 'revoked'
  statusReason: string | null
  /** The author who publishes through it; null once it is disconnected. */
  profileId: string | null
  /** The limits of a post on it; null where nothing can be published. */
  posts: {
    maxLength: number
    /** The most bytes in UTF-8, where the platform limits them as well. */
    maxBytes: number | null
    /** The limit for a text with media; null for `maxLength`. */
    captionMaxLength: number | null
    /** How the platform counts a text. */
    count: 'graphemes' | 'utf16' | 'short_links' | 'weighted' | 'emoji_bytes' | 'bytes'
    /** Media in one post. */
    mediaMax: number
    altText: boolean
    /** How its readers see it, roughly. */
    look: 'bubble' | 'card'
    /** Whether nobody but the account’s owner sees its posts. */
    ownerOnly: boolean
  } | null
  /** What people write under its posts can be read. */
  comments: boolean
  createdAt: string
}

export type ConnectedAccount = {
  id: string
  platform: string
  /** The platform’s own id: phone number id, page id, chat id, … */
  externalId: string
  name: string
  status: 'active' | 'expired' | 'revoked'
  statusReason: string | null
  /** The author who publishes through it; null once it is disconnected. */
  profileId: string | null
  /** The limits of a post on it; null where nothing can be published. */
  posts: {
    maxLength: number
    /** The most bytes in UTF-8, where the platform limits them as well. */
    maxBytes: number | null
    /** The limit for a text with media; null for `maxLength`. */
    captionMaxLength: number | null
    /** How the platform counts a text. */
    count: 'graphemes' | 'utf16' | 'short_links' | 'weighted' | 'emoji_bytes' | 'bytes'
    /** Media in one post. */
    mediaMax: number
    altText: boolean
    /** How its readers see it, roughly. */
    look: 'bubble' | 'card'
    /** Whether nobody but the account’s owner sees its posts. */
    ownerOnly: boolean
  } | null
  /** What people write under its posts can be read. */
  comments: boolean
  createdAt: string
  /** Null where the platform sends none. */
  webhook: {
    url: string
    secret: string | null
    /** The values that a person enters in the platform’s console, and where; null where Chorus has told the platform itself. */
    byHand: {
      where: string
      verifyToken: string
      fields: string[]
    } | null
  } | null
}

export type ConnectAccountInput = {
  platform: string
  externalId: string
  name: string
  /** The fields that `connect` of the platform asks for. */
  credentials: Record<string, string>
}

export type Practice = {
  /** The address at which people write to practice accounts as contacts; null where this installation has none. */
  phoneUrl: string | null
}

export type PracticeAccountInput = {
  platform: string
}

export type AccountLimits = {
  items: AccountLimit[]
}

export type ReconnectAccountInput = {
  /** The fields that `connect` of the platform asks for. */
  credentials: Record<string, string>
}

export type Template = {
  id: string
  name: string
  language: string
  /** The platform’s own word; APPROVED can be sent. */
  status: string
  category: string | null
  rejectedReason: string | null
  header: {
    /** With its gaps as `{{name}}`. */
    text: string
    /** In the order in which they are filled in. */
    placeholders: string[]
  } | null
  /** The kind of file that it begins with, in place of a text. */
  headerMedia: 'image' | 'video' | 'document' | null
  body: {
    /** With its gaps as `{{name}}`. */
    text: string
    /** In the order in which they are filled in. */
    placeholders: string[]
  }
  footer: string | null
  buttons: {
    index: number
    type: 'quick_reply' | 'url' | 'other'
    text: string
    /** The address that it opens, with its placeholder. */
    address: string | null
    placeholders: string[]
  }[]
  /** Whether its placeholders have names, rather than numbers. */
  named: boolean
  /** Why it cannot be sent from here; null where it can. */
  problem: string | null
}

export type Capabilities = {
  messages: {
    text: {
      maxLength: number
      count: 'graphemes' | 'utf16' | 'short_links' | 'weighted' | 'emoji_bytes' | 'bytes'
      /** The most bytes in UTF-8, where the platform limits them as well. */
      maxBytes?: number | undefined
    }
    caption: {
      maxLength: number
    } | null
    media: {
      kind: 'image' | 'video' | 'audio' | 'voice' | 'document' | 'sticker'
      /** MIME types; `*` takes any. */
      formats: string[]
      minBytes?: number | undefined
      maxBytes: number
      maxCount: number
      caption: boolean
    }[]
    /** Several media in one message. */
    carousel: {
      min: number
      max: number
      /** The kinds that may stand beside each other. */
      together: ('image' | 'video' | 'audio' | 'voice' | 'document' | 'sticker')[][] | null
    } | null
    templates: boolean
    /** The limits of a template that is filled in: its parts, and its buttons’ addresses and values. */
    template: {
      header: {
        maxLength: number
        count: 'graphemes' | 'utf16' | 'short_links' | 'weighted' | 'emoji_bytes' | 'bytes'
        /** The most bytes in UTF-8, where the platform limits them as well. */
        maxBytes?: number | undefined
      }
      body: {
        maxLength: number
        count: 'graphemes' | 'utf16' | 'short_links' | 'weighted' | 'emoji_bytes' | 'bytes'
        /** The most bytes in UTF-8, where the platform limits them as well. */
        maxBytes?: number | undefined
      }
      address: {
        maxLength: number
        count: 'graphemes' | 'utf16' | 'short_links' | 'weighted' | 'emoji_bytes' | 'bytes'
        /** The most bytes in UTF-8, where the platform limits them as well. */
        maxBytes?: number | undefined
      }
      payload: {
        maxLength: number
        count: 'graphemes' | 'utf16' | 'short_links' | 'weighted' | 'emoji_bytes' | 'bytes'
        /** The most bytes in UTF-8, where the platform limits them as well. */
        maxBytes?: number | undefined
      }
    } | null
  } | null
  posts: {
    text: {
      maxLength: number
      count: 'graphemes' | 'utf16' | 'short_links' | 'weighted' | 'emoji_bytes' | 'bytes'
      /** The most bytes in UTF-8, where the platform limits them as well. */
      maxBytes?: number | undefined
    }
    caption: {
      maxLength: number
    } | null
    media: {
      kind: 'image' | 'video' | 'audio' | 'voice' | 'document' | 'sticker'
      /** MIME types; `*` takes any. */
      formats: string[]
      minBytes?: number | undefined
      maxBytes: number
      maxCount: number
      caption: boolean
    }[]
    /** Several media in one message. */
    carousel: {
      min: number
      max: number
      /** The kinds that may stand beside each other. */
      together: ('image' | 'video' | 'audio' | 'voice' | 'document' | 'sticker')[][] | null
    } | null
  } | null
}

export type Begun = {
  /** Of the connection: `GET /v1/connections/{id}` says what became of it. */
  id: string
  /** The page on which the person agrees. */
  url: string
  expiresAt: string
}

export type BeginConnectingInput = {
  platform: string
  accountId?: string | undefined
  /** What the flow asks for beforehand (`fields`); of an account that is connected anew, it is known. */
  credentials?: Record<string, string> | undefined
  /** The screen to which the person returns; `?connection=<id>` is added. */
  returnTo?: string | undefined
}

export type Connection = {
  id: string
  platform: string
  /** The account that is connected anew; null for a new one. */
  accountId: string | null
  /** `answered`: the answer is being read. `choosing`: the consent covers several accounts, and one or more are to be chosen. */
  status: 'begun' | 'answered' | 'choosing' | 'done' | 'failed'
  choices: {
    externalId: string
    name: string
    /** What it is, in the platform’s own word, such as `Page`. */
    kind: string
  }[]
  /** The accounts that have been connected. */
  accountIds: string[]
  /** Why nothing was connected. */
  problem: string | null
  expiresAt: string
}

export type ChooseInput = {
  externalIds: string[]
}

/** Conversations of each view; 1000 stands for that many or more. */
export type ViewCounts = {
  open: number
  mine: number
  unassigned: number
  escalated: number
  waiting: number
  snoozed: number
  mentions: number
}

export type Conversation = {
  id: string
  accountId: string
  accountName: string
  platform: string
  customer: {
    id: string
    name: string | null
    /** Phone number, username or id: what to show without a name. */
    handle: string | null
  }
  status: 'active' | 'archived' | 'escalated'
  /** Since when the contact wants no automatic messages here; people may still answer. */
  optedOutAt: string | null
  /** The person who has taken over; the machine is silent while somebody has. */
  heldBy: {
    userId: string | null
    name: string
  } | null
  /** Until then it is in no list of work, unless the contact writes before. */
  snoozedUntil: string | null
  /** The language of what was last decided on, where it could be told. */
  language: 'en' | 'fr' | 'es' | 'other' | null
  /** When the contact was told that a machine answers. */
  disclosedAt: string | null
  /** The question to a person, until it is resolved. */
  escalation: {
    id: string
    reason:
      | 'customer_request'
      | 'low_confidence'
      | 'manual_escalation'
      | 'message_changed'
      | 'no_credits'
      | 'triage_rule'
      | 'safety'
      | 'outside_hours'
    status: 'open' | 'in_progress' | 'resolved'
    note: string | null
    assignedTo: {
      userId: string
      name: string
    } | null
    createdAt: string
    /** When a person first answered after that. */
    answeredAt: string | null
  } | null
  /** By their names. */
  labels: LabelOn[]
  /** Until when free text may be sent, where the platform limits it. */
  windowClosesAt: string | null
  /** The caller has not seen what the contact wrote last, or that a person was asked. Of an API key never: it is no person. */
  unread: boolean
  lastMessage: {
    text: string | null
    type: string
    direction: 'inbound' | 'outbound'
    author: 'contact' | 'machine' | 'person'
  } | null
  /** Only with `q`: the latest message that holds the words, its first 2,000 characters. */
  match: string | null
  lastMessageAt: string
  createdAt: string
}

export type ChangeConversationInput = {
  status?: 'active' | 'archived' | undefined
  /** The member who answers from now on; the machine is silent. */
  assignedTo?: string | undefined
  /** When it comes back to the lists of work; null at once. It comes back earlier when the contact writes. */
  snoozedUntil?: string | null | undefined
  /** Labels to put on it; one that it has stays. */
  addLabels?: string[] | undefined
  /** Labels to take off it. */
  removeLabels?: string[] | undefined
}

export type ChangedConversations = {
  items: Conversation[]
}

export type ChangeConversationsInput = {
  ids: string[]
  change: ChangeConversationInput
}

export type Message = {
  id: string
  conversationId: string
  direction: 'inbound' | 'outbound'
  /** text, image, audio, video, document, reaction, …, unsupported */
  type: string
  text: string | null
  author: 'contact' | 'machine' | 'person'
  authorName: string | null
  status: 'received' | 'queued' | 'sending' | 'sent' | 'failed' | 'unknown' | 'waiting' | 'cancelled'
  error: string | null
  triage: 'auto_reply' | 'ignore' | 'escalate' | null
  confidence: number | null
  decision: Decision | null
  replyToId: string | null
  /** The message that it answers or reacts to. */
  replyTo: {
    id: string
    author: 'contact' | 'machine' | 'person'
    type: string
    text: string | null
  } | null
  media: MessageMedium[]
  details: ShownDetails | null
  /** Its texts before the contact changed it, oldest first. */
  formerTexts: string[]
  /** The platform’s remark when it accepted the message, such as that it holds it back. */
  note: string | null
  /** The platform’s time; until there is one, ours. */
  sentAt: string
  deliveredAt: string | null
  readAt: string | null
}

export type SendMessageInput = {
  /** Beside media: their caption. As long as the platform takes. */
  text?: string | undefined
  /** Files of the library. Beside a template: the one file that it begins with, if it does. */
  mediaIds?: string[] | undefined
  /** Sends media as files, whatever they show. */
  asDocument?: boolean | undefined
  /** An approved template of the account, in place of text: the only thing that passes a closed window. */
  template?:
    | {
        name: string
        language: string
        header?:
          | {
              text: string
              /** Only where the template names its placeholders. */
              name?: string | undefined
            }[]
          | undefined
        body?:
          | {
              text: string
              /** Only where the template names its placeholders. */
              name?: string | undefined
            }[]
          | undefined
        buttons?:
          | {
              index: number
              type: 'quick_reply' | 'url'
              value: string
            }[]
          | undefined
      }
    | undefined
  /** Also settles what a person was asked in the conversation. */
  resolve?: boolean | undefined
}

export type ReadConversationInput = {
  /** The time of the newest message that was seen; without it, of the newest there is. */
  until?: string | undefined
}

export type Escalation = {
  id: string
  conversationId: string
  customerName: string | null
  reason:
    | 'customer_request'
    | 'low_confidence'
    | 'manual_escalation'
    | 'message_changed'
    | 'no_credits'
    | 'triage_rule'
    | 'safety'
    | 'outside_hours'
  status: 'open' | 'in_progress' | 'resolved'
  note: string | null
  assignedTo: {
    userId: string
    name: string
  } | null
  createdAt: string
  resolvedAt: string | null
}

export type EscalateInput = {
  note?: string | undefined
}

export type ChangeEscalationInput = {
  status?: 'open' | 'in_progress' | 'resolved' | undefined
  note?: string | undefined
  /** A member of the workspace; null for nobody. */
  assignedTo?: string | null | undefined
}

export type GiveFeedbackInput = {
  /** better: wrong, and with what should have been answered. */
  verdict: 'right' | 'wrong' | 'better'
  /** Only with `better`: what should have been answered. */
  betterAnswer?: string | undefined
}

export type MachineSettings = {
  /** Off: machines do not even look at messages. */
  aiControlEnabled: boolean
  /** Off: they decide, and nothing comes of it. */
  aiEnabledForConversations: boolean
  /** The same under posts: off, they decide on comments, and nothing comes of it. */
  aiEnabledForComments: boolean
  /** Off: their answers wait for a person. */
  autoReplyEnabled: boolean
  /** The role and the voice in which answers are written. */
  systemPrompt: string
  /** Instructions: what to do, and what never to do. */
  instructions: string
  /** Messages like these need no answer. */
  ignoreExamples: string[]
  /** How alike an example a message must be to be ignored before a model is asked. */
  ignoreLikeness: number
  /** How the first machine answer says that it is one; empty for the words that come with Chorus. */
  disclosure: string
  /** A contact who is passed to a person is told so, once, where answers are sent. */
  handoffTold: boolean
  /** The words that contacts are told; empty for those that come with Chorus. */
  handoffWords: string
  /** The same while people are away; `{opens}` becomes when they are back. */
  handoffWordsClosed: string
  /** When people answer; null for always. */
  openingHours: {
    timezone: string
    times: {
      /** 1 is Monday. */
      day: number
      from: string
      /** 23:59 is the end of the day. */
      to: string
    }[]
    /** Days on which nobody answers, whatever the day of the week; without them, none. */
    holidays?:
      | {
          date: string
          name: string
        }[]
      | undefined
  } | null
  /** Accounts with hours of their own, in place of those. */
  accountHours: AccountHours[]
  /** What automatic answers do while nobody answers. answer: as usual. away: the contact is told so, once for each closed time, and the message waits for a person. */
  outsideHours: 'answer' | 'away'
  /** The words that contacts are told then; `{opens}` becomes when people are back; empty for those that come with Chorus. */
  awayWords: string
  /** The model that answers, one of `offers`; null for the installation’s usual one. */
  answerModel: string | null
  /** How freely it writes; null for what its task asks for. Models that refuse it are not sent it. */
  temperature: number | null
  /** The limit for one answer, with a model’s own reasoning; null for the task’s usual limit. */
  maxOutputTokens: number | null
  /** off: nothing is decided. log: decisions alone. suggest: an answer waits for a person. answer: it is sent. */
  mode: 'off' | 'log' | 'suggest' | 'answer'
  /** The words that come with Chorus, in English. */
  standardDisclosure: string
  /** The words that come with Chorus, in English; those for when people are away with an example of a time. */
  standardHandoff: {
    open: string
    closed: string
  }
  /** The same for the answer outside business hours. */
  standardAway: string
  /** The models in use, by their work. The one for search is chosen by the operator of the installation. */
  models: {
    task: 'answers' | 'search'
    /** Provider and model. */
    model: string
    /** An engine of our own, which needs no key and no network. */
    offline: boolean
  }[]
  /** The models that this installation can ask; its operator chooses the providers. */
  offers: {
    model: string
    offline: boolean
    takesTemperature: boolean
    /** US dollars per million tokens by list price; null for an engine of our own. */
    price: {
      input: number
      output: number
    } | null
  }[]
}

export type AccountHoursInput = {
  accountId: string
  /** Null: people always answer there. */
  hours: {
    timezone: string
    times: {
      /** 1 is Monday. */
      day: number
      from: string
      /** 23:59 is the end of the day. */
      to: string
    }[]
    /** Days on which nobody answers, whatever the day of the week; without them, none. */
    holidays?:
      | {
          date: string
          name?: string | undefined
        }[]
      | undefined
  } | null
}

export type IgnoredSuch = {
  /** The example, as it stands in the settings. */
  text: string
  /** False: it was there already. */
  added: boolean
}

export type IgnoreSuchInput = {
  /** A message of a contact, which becomes an example. */
  messageId: string
}

export type TriedMessage = {
  /** off: nothing is decided. log: decisions alone. suggest: an answer waits for a person. answer: it is sent. */
  mode: 'off' | 'log' | 'suggest' | 'answer'
  decision: 'respond' | 'ignore' | 'escalate'
  confidence: number
  reason: string
  matchedRule:
    | 'answered'
    | 'opt_out'
    | 'no_words'
    | 'opted_out'
    | 'self_harm'
    | 'attack'
    | 'abuse'
    | 'asks_for_person'
    | 'triage_rule'
    | 'ignore_example'
    | 'outside_hours'
    | 'no_text'
    | 'low_confidence'
    | 'window_closed'
    | 'empty_reply'
    | 'too_long'
    | 'ungrounded'
    | 'model_refused'
    | 'no_credits'
    | null
  /** The workspace’s own rule that applies. */
  rule: {
    id: string
    name: string
  } | null
  /** The example to ignore that it is most like, whether or not it decides. */
  example: {
    text: string
    likeness: number
  } | null
  /** As it would be sent, with what says that a machine writes; null where none would be. */
  answer: string | null
  model: string
  prompt: string | null
  sources: Passage[]
  /** Sentences of the proposed answer that no source says. */
  unsupported: string[]
}

export type TryMessageInput = {
  text: string
  /** As they would be saved; what is left out is as it stands. */
  settings?:
    | {
        /** Off: machines do not even look at messages. */
        aiControlEnabled?: boolean | undefined
        /** Off: they decide, and nothing comes of it. */
        aiEnabledForConversations?: boolean | undefined
        /** The same under posts: off, they decide on comments, and nothing comes of it. */
        aiEnabledForComments?: boolean | undefined
        /** Off: their answers wait for a person. */
        autoReplyEnabled?: boolean | undefined
        /** The role and the voice in which answers are written. */
        systemPrompt?: string | undefined
        /** Instructions: what to do, and what never to do. */
        instructions?: string | undefined
        /** Messages like these need no answer. */
        ignoreExamples?: string[] | undefined
        /** How alike an example a message must be to be ignored before a model is asked. */
        ignoreLikeness?: number | undefined
        /** How the first machine answer says that it is one; empty for the words that come with Chorus. */
        disclosure?: string | undefined
        /** A contact who is passed to a person is told so, once, where answers are sent. */
        handoffTold?: boolean | undefined
        /** The words that contacts are told; empty for those that come with Chorus. */
        handoffWords?: string | undefined
        /** The same while people are away; `{opens}` becomes when they are back. */
        handoffWordsClosed?: string | undefined
        /** When people answer; null for always. */
        openingHours?:
          | {
              timezone: string
              times: {
                /** 1 is Monday. */
                day: number
                from: string
                /** 23:59 is the end of the day. */
                to: string
              }[]
              /** Days on which nobody answers, whatever the day of the week; without them, none. */
              holidays?:
                | {
                    date: string
                    name?: string | undefined
                  }[]
                | undefined
            }
          | null
          | undefined
        /** Accounts with hours of their own, in place of those. */
        accountHours?: AccountHoursInput[] | undefined
        /** What automatic answers do while nobody answers. answer: as usual. away: the contact is told so, once for each closed time, and the message waits for a person. */
        outsideHours?: 'answer' | 'away' | undefined
        /** The words that contacts are told then; `{opens}` becomes when people are back; empty for those that come with Chorus. */
        awayWords?: string | undefined
        /** The model that answers, one of `offers`; null for the installation’s usual one. */
        answerModel?: string | null | undefined
        /** How freely it writes; null for what its task asks for. Models that refuse it are not sent it. */
        temperature?: number | null | undefined
        /** The limit for one answer, with a model’s own reasoning; null for the task’s usual limit. */
        maxOutputTokens?: number | null | undefined
      }
    | undefined
}

export type TriageRule = {
  id: string
  name: string
  enabled: boolean
  when: When
  /** respond: it is answered even if it resembles an example to ignore, as far as an answer is found. ignore: it is left alone. escalate: a person is asked. */
  decision: 'respond' | 'ignore' | 'escalate'
  /** The member who gets what is escalated, and holds the conversation; null for whoever comes. */
  assignTo: string | null
  /** Labels that the conversation gets when the rule decides. */
  labelIds: string[]
  /** Rules are asked in ascending order. Those at a place that is taken move on by one. */
  position: number
  /** What the rule has done lately. */
  matches: {
    /** How many messages it decided in the last 30 days; counted to 1,000. */
    count: number
    lastAt: string | null
  }
  createdAt: string
  updatedAt: string
}

export type WhenInput = {
  /** The message contains these words, or one of several. Case and accents do not count; a word may go on (`refund` finds “refunds”), but begins where a word does. */
  contains?: string | string[] | undefined
  /** A regular expression in RE2 syntax that a part of the message matches, whatever the case: no look-around, no back-references. At most 200 characters. */
  matches?: string | undefined
  /** The language of the message; `other` is surely none of English, French and Spanish. A message too short to tell has none. */
  language?: 'en' | 'fr' | 'es' | 'other' | ('en' | 'fr' | 'es' | 'other')[] | undefined
  /** The contact’s name, handle or number, whole, whatever the case. */
  sender?: string | string[] | undefined
  /** The account that the message came to. */
  accountId?: string | string[] | undefined
  /** A label that the conversation has. */
  labelId?: string | string[] | undefined
  /** The local time at which the message was sent, such as from 22:00 to 06:00 at night. */
  between?:
    | {
        from: string
        /** Not included. Earlier than `from`: the window ends on the next day. */
        to: string
        timezone: string
        /** The days on which the window begins, 1 is Monday; without them every day. */
        days?: number[] | undefined
      }
    | undefined
  /** Whether the contact has not written in the conversation before. */
  firstMessage?: boolean | undefined
}

export type ChangeTriageRuleInput = {
  name?: string | undefined
  enabled?: boolean | undefined
  when?: WhenInput | undefined
  /** respond: it is answered even if it resembles an example to ignore, as far as an answer is found. ignore: it is left alone. escalate: a person is asked. */
  decision?: 'respond' | 'ignore' | 'escalate' | undefined
  /** The member who gets what is escalated, and holds the conversation; null for whoever comes. */
  assignTo?: string | null | undefined
  /** Labels that the conversation gets when the rule decides. */
  labelIds?: string[] | undefined
  /** Rules are asked in ascending order. Those at a place that is taken move on by one. */
  position?: number | undefined
}

export type OrderTriageRulesInput = {
  /** All rules of the workspace, in their new order. */
  ids: string[]
}

export type TriedTriage = {
  /** Null: it is left to the assistant. */
  decision: 'respond' | 'ignore' | 'escalate' | null
  /** The rule that decides. */
  rule: {
    /** Null for a rule that is not saved. */
    id: string | null
    name: string
  } | null
  /** The step that decides; null: none before the assistant. */
  matchedRule:
    | 'answered'
    | 'opt_out'
    | 'no_words'
    | 'opted_out'
    | 'self_harm'
    | 'attack'
    | 'abuse'
    | 'asks_for_person'
    | 'triage_rule'
    | 'ignore_example'
    | 'outside_hours'
    | 'no_text'
    | 'low_confidence'
    | 'window_closed'
    | 'empty_reply'
    | 'too_long'
    | 'ungrounded'
    | 'model_refused'
    | 'no_credits'
    | null
  /** The example to ignore that decides. */
  example: {
    text: string
    likeness: number
  } | null
  reason: string | null
  /** The language that the rules take the text to be in. */
  language: string | null
  /** All rules in their order, whether or not one before them decides. */
  considered: {
    /** Null for a rule that is not saved. */
    id: string | null
    name: string
    enabled: boolean
    matches: boolean
    /** Its conditions that do not hold. */
    misses: (
      | 'contains'
      | 'matches'
      | 'language'
      | 'sender'
      | 'accountId'
      | 'labelId'
      | 'between'
      | 'firstMessage'
    )[]
  }[]
}

export type TryTriageInput = {
  text: string
  /** The language of the text; without it, it is detected. */
  language?: string | undefined
  accountId?: string | undefined
  /** The contact’s name, handle or number. */
  sender?: string | undefined
  /** When it is sent; without it, now. */
  at?: string | undefined
  firstMessage?: boolean | undefined
  /** The labels of the conversation; without them, none. */
  labelIds?: string[] | undefined
  /** The rules to try, in this order; without them, those that are saved. */
  rules?:
    | {
        name: string
        enabled?: boolean | undefined
        when: WhenInput
        /** respond: it is answered even if it resembles an example to ignore, as far as an answer is found. ignore: it is left alone. escalate: a person is asked. */
        decision: 'respond' | 'ignore' | 'escalate'
        /** The member who gets what is escalated, and holds the conversation; null for whoever comes. */
        assignTo?: string | null | undefined
        /** Labels that the conversation gets when the rule decides. */
        labelIds?: string[] | undefined
        id?: string | null | undefined
      }[]
    | undefined
}

export type ReplayedTriage = {
  /** The latest messages that were decided on, newest first. */
  items: {
    messageId: string
    conversationId: string
    customerName: string | null
    /** The messages that were decided on together, one a line. */
    text: string
    at: string
    was: {
      /** Null: it is left to the assistant. */
      decision: 'respond' | 'ignore' | 'escalate' | null
      /** The rule that decides. */
      rule: {
        /** Null for a rule that is not saved. */
        id: string | null
        name: string
      } | null
      /** The step that decides; null: none before the assistant. */
      matchedRule:
        | 'answered'
        | 'opt_out'
        | 'no_words'
        | 'opted_out'
        | 'self_harm'
        | 'attack'
        | 'abuse'
        | 'asks_for_person'
        | 'triage_rule'
        | 'ignore_example'
        | 'outside_hours'
        | 'no_text'
        | 'low_confidence'
        | 'window_closed'
        | 'empty_reply'
        | 'too_long'
        | 'ungrounded'
        | 'model_refused'
        | 'no_credits'
        | null
      /** The example to ignore that decides. */
      example: {
        text: string
        likeness: number
      } | null
    }
    would: {
      /** Null: it is left to the assistant. */
      decision: 'respond' | 'ignore' | 'escalate' | null
      /** The rule that decides. */
      rule: {
        /** Null for a rule that is not saved. */
        id: string | null
        name: string
      } | null
      /** The step that decides; null: none before the assistant. */
      matchedRule:
        | 'answered'
        | 'opt_out'
        | 'no_words'
        | 'opted_out'
        | 'self_harm'
        | 'attack'
        | 'abuse'
        | 'asks_for_person'
        | 'triage_rule'
        | 'ignore_example'
        | 'outside_hours'
        | 'no_text'
        | 'low_confidence'
        | 'window_closed'
        | 'empty_reply'
        | 'too_long'
        | 'ungrounded'
        | 'model_refused'
        | 'no_credits'
        | null
      /** The example to ignore that decides. */
      example: {
        text: string
        likeness: number
      } | null
    }
    /** It would be decided otherwise, or by another step or rule. */
    changed: boolean
  }[]
  changed: number
}

export type ReplayTriageInput = {
  /** The rules to try, in this order; without them, those that are saved. */
  rules?:
    | {
        name: string
        enabled?: boolean | undefined
        when: WhenInput
        /** respond: it is answered even if it resembles an example to ignore, as far as an answer is found. ignore: it is left alone. escalate: a person is asked. */
        decision: 'respond' | 'ignore' | 'escalate'
        /** The member who gets what is escalated, and holds the conversation; null for whoever comes. */
        assignTo?: string | null | undefined
        /** Labels that the conversation gets when the rule decides. */
        labelIds?: string[] | undefined
        id?: string | null | undefined
      }[]
    | undefined
  /** Examples to ignore and business hours, as they would be saved; what is left out is as it stands. */
  settings?:
    | {
        /** Messages like these need no answer. */
        ignoreExamples?: string[] | undefined
        /** How alike an example a message must be to be ignored before a model is asked. */
        ignoreLikeness?: number | undefined
        /** When people answer; null for always. */
        openingHours?:
          | {
              timezone: string
              times: {
                /** 1 is Monday. */
                day: number
                from: string
                /** 23:59 is the end of the day. */
                to: string
              }[]
              /** Days on which nobody answers, whatever the day of the week; without them, none. */
              holidays?:
                | {
                    date: string
                    name?: string | undefined
                  }[]
                | undefined
            }
          | null
          | undefined
        /** Accounts with hours of their own, in place of those. */
        accountHours?: AccountHoursInput[] | undefined
        /** What automatic answers do while nobody answers. answer: as usual. away: the contact is told so, once for each closed time, and the message waits for a person. */
        outsideHours?: 'answer' | 'away' | undefined
      }
    | undefined
  limit?: number | undefined
}

export type Label = {
  id: string
  name: string
  color: string
  createdAt: string
  updatedAt: string
}

export type CreateLabelInput = {
  /** Unique in the workspace, whatever the case. */
  name: string
  /** `#rrggbb`. */
  color?: string | undefined
}

export type ChangeLabelInput = {
  /** Unique in the workspace, whatever the case. */
  name?: string | undefined
  /** `#rrggbb`. */
  color?: string | undefined
}

export type InboxNote = {
  id: string
  conversationId: string
  author: {
    userId: string | null
    name: string
  }
  /** For the team alone: a note is never sent, and no model reads it. */
  text: string
  mentions: {
    userId: string
    name: string
  }[]
  createdAt: string
  editedAt: string | null
}

export type InboxCreateNoteInput = {
  conversationId: string
  text: string
  /** Members who are told of it: it calls for them until they have looked at the conversation. */
  mentions?: string[] | undefined
}

export type ChangeNoteInput = {
  text?: string | undefined
  /** Members who are told of it: it calls for them until they have looked at the conversation. */
  mentions?: string[] | undefined
}

export type CannedReply = {
  id: string
  /** What is typed after `/` to find it; unique in the workspace. */
  shortcut: string
  /** May hold `{contact.name}`, `{contact.first_name}`, `{agent.name}`, `{account.name}`, each with words for when there is none: `{contact.first_name|there}`. */
  text: string
  /** With `conversationId`: the text for that conversation. */
  filled: {
    text: string
    /** Variables that stand in the text still: nothing is known. */
    missing: ('contact.name' | 'contact.first_name' | 'agent.name' | 'account.name')[]
  } | null
  createdAt: string
  updatedAt: string
}

export type CreateCannedReplyInput = {
  /** What is typed after `/` to find it; unique in the workspace. */
  shortcut: string
  /** May hold `{contact.name}`, `{contact.first_name}`, `{agent.name}`, `{account.name}`, each with words for when there is none: `{contact.first_name|there}`. */
  text: string
}

export type ChangeCannedReplyInput = {
  /** What is typed after `/` to find it; unique in the workspace. */
  shortcut?: string | undefined
  /** May hold `{contact.name}`, `{contact.first_name}`, `{agent.name}`, `{account.name}`, each with words for when there is none: `{contact.first_name|there}`. */
  text?: string | undefined
}

export type Macro = {
  id: string
  name: string
  text: string | null
  acts: {
    status?: 'active' | 'archived' | undefined
    /** `me`: whoever runs it. */
    assignedTo?: string | 'me' | undefined
    snoozeMinutes?: number | undefined
    addLabels?: string[] | undefined
    removeLabels?: string[] | undefined
  }
  createdAt: string
  updatedAt: string
}

export type CreateMacroInput = {
  /** Unique in the workspace, whatever the case. */
  name: string
  /** A text for the composer, with the variables of canned replies. A person sends it. */
  text?: string | null | undefined
  /** What is done to the conversation. */
  acts?:
    | {
        status?: 'active' | 'archived' | undefined
        /** `me`: whoever runs it. */
        assignedTo?: string | 'me' | undefined
        snoozeMinutes?: number | undefined
        addLabels?: string[] | undefined
        removeLabels?: string[] | undefined
      }
    | undefined
}

export type ChangeMacroInput = {
  /** Unique in the workspace, whatever the case. */
  name?: string | undefined
  /** A text for the composer, with the variables of canned replies. A person sends it. */
  text?: string | null | undefined
  /** What is done to the conversation. */
  acts?:
    | {
        status?: 'active' | 'archived' | undefined
        /** `me`: whoever runs it. */
        assignedTo?: string | 'me' | undefined
        snoozeMinutes?: number | undefined
        addLabels?: string[] | undefined
        removeLabels?: string[] | undefined
      }
    | undefined
}

export type RanMacro = {
  conversation: Conversation
  /** The text for the composer, filled for this conversation. */
  text: string | null
}

export type RunMacroInput = {
  conversationId: string
}

export type Customer = {
  id: string
  name: string | null
  handle: string | null
  /** What the team knows of them. */
  fields: Record<string, string>
  /** The contact that is the same person. */
  mergedInto: string | null
  createdAt: string
  updatedAt: string
}

export type CustomerDetail = {
  id: string
  name: string | null
  handle: string | null
  /** What the team knows of them. */
  fields: Record<string, string>
  /** The contact that is the same person. */
  mergedInto: string | null
  createdAt: string
  updatedAt: string
  /** Contacts that are the same person, as somebody has said. */
  merged: Customer[]
  identities: {
    customerId: string
    accountId: string
    accountName: string
    platform: string
    kind: 'user_id' | 'phone' | 'username'
    value: string
  }[]
  /** The latest first, at most a hundred. */
  conversations: {
    id: string
    customerId: string
    accountId: string
    accountName: string
    platform: string
    status: 'active' | 'archived' | 'escalated'
    lastMessageAt: string
  }[]
  /** Contacts that may be the same person, and why; nothing is merged by itself. */
  proposals: {
    id: string
    name: string | null
    handle: string | null
    /** What the team knows of them. */
    fields: Record<string, string>
    /** The contact that is the same person. */
    mergedInto: string | null
    createdAt: string
    updatedAt: string
    evidence: {
      /** `user_id`: the platform’s own id of the person, on another account of the same platform. */
      kind: 'phone' | 'user_id' | 'handle'
      value: string
    }[]
  }[]
}

export type ChangeCustomerInput = {
  /** All fields; what is left out is removed. */
  fields: Record<string, string>
}

export type MergeCustomerInput = {
  /** The contact that is the same person as the one in the address. */
  customerId: string
}

export type Cluster = {
  /** Stays the same from run to run while most of its texts stay together. */
  id: string
  /** global: all messages and comments. post: the comments under one post. */
  scope: 'global' | 'post'
  post: {
    id: string
    caption: string
  } | null
  /** The words that set it apart from the others. */
  label: string
  size: number
  /** How many of its texts the assistant could not answer from the knowledge. */
  unanswered: number
  /** Up to three different texts, those nearest to its middle. */
  examples: string[]
  /** Texts of each of the last 13 weeks, the oldest week first. */
  trend: number[]
  lastSaidAt: string
  /** answered and dismissed: somebody has said so; open again once it is asked anew. */
  status: 'open' | 'answered' | 'dismissed'
  /** What was made of it, the earliest first. */
  acts: {
    kind: 'faq' | 'post'
    /** The question, or the scheduled post. */
    id: string
    at: string
    userId: string | null
  }[]
}

export type ChangeClusterInput = {
  /** answered and dismissed: somebody has said so; open again once it is asked anew. */
  status: 'open' | 'answered' | 'dismissed'
}

export type ClusterItem = {
  id: string
  text: string
  saidAt: string
  author: string | null
  unanswered: boolean
  /** Where it was written, for a message. */
  conversationId: string | null
  commentId: string | null
  /** The post under which it was written, for a comment. */
  postId: string | null
}

export type Faq = {
  id: string
  question: string
  answer: string
  /** Other words that people ask it with. */
  keywords: string[]
  language: 'en' | 'fr' | 'es' | 'simple'
  /** Off: kept, and neither found nor answered from. */
  enabled: boolean
  createdAt: string
  updatedAt: string
}

export type CreateFaqInput = {
  question: string
  answer: string
  /** Other words that people ask it with. */
  keywords?: string[] | undefined
  /** Found out from the text when it is left out. */
  language?: 'en' | 'fr' | 'es' | 'simple' | undefined
  /** Off: kept, and neither found nor answered from. */
  enabled?: boolean | undefined
}

export type ScheduledPost = {
  id: string
  text: string
  media: ShownMedium[]
  /** What differs on single accounts, by their ids. */
  variants: Record<
    string,
    {
      text?: string | undefined
      media?: ShownMedium[] | undefined
    }
  >
  status:
    | 'draft'
    | 'awaiting_approval'
    | 'queued'
    | 'publishing'
    | 'published'
    | 'partial'
    | 'failed'
    | 'needs_person'
    | 'cancelled'
  /** Why it is where it is, in plain words. */
  reason: string
  publishAt: string
  timezone: string
  /** `publishAt` on the clocks of `timezone`, with their offset: 2026-12-15T09:00:00-07:00. */
  localTime: string
  seriesId: string | null
  /** The occurrence of its series that it is, as the rule names it. */
  occurrence: string | null
  /** Edited by itself: edits of its whole series leave it alone. */
  detached: boolean
  /** By their names. */
  labels: LabelOn[]
  campaignId: string | null
  /** Further ahead than occurrences are made: it will be made with this id. */
  computed: boolean
  targets: Target[]
  runs: Run[]
  /** Only where the id is that of a series: `runs` are then those of all its occurrences. */
  series: {
    id: string
    status: 'draft' | 'awaiting_approval' | 'active' | 'paused' | 'ended' | 'cancelled'
    text: string
    accountIds: string[]
    rrule: string
    /** Local time in the series’ time zone: 2026-03-29T09:00:00. */
    start: string
    timezone: string
    exdate: string[]
    rdate: string[]
    /** Nothing occurs at or after this. */
    endsBefore: string | null
    /** The series that this one goes on from, after “this and following”. */
    continues: string | null
    /** The next occurrences by the rule; `at` has the zone’s offset. A single one may have been moved or skipped. */
    next: {
      id: string
      /** Local time in the series’ time zone: 2026-03-29T09:00:00. */
      occurrence: string
      publishAt: string
      at: string
    }[]
    createdAt: string
  } | null
  createdAt: string
}

export type PostOfClusterInput = {
  text: string
  accountIds: string[]
  /** When it goes out once somebody has queued it. */
  publishAt: string
  timezone?: string | undefined
}

export type ClusterRun = {
  id: string
  status: 'running' | 'done' | 'failed'
  /** Messages and comments of the last 90 days that were read, at most 10,000. */
  texts: number
  /** Those that are in a group; the others are like no others. */
  grouped: number
  clusters: number
  error: string | null
  createdAt: string
  finishedAt: string | null
}

export type ClusterLabels = {
  /** The group of each vector, from 0; −1 for those of none (noise). */
  labels: number[]
  /** How firmly each vector belongs to its group: 1 in its densest part, 0 for noise. */
  probabilities: number[]
}

export type TryClustersInput = {
  /** Points of equal length. */
  vectors: number[][]
  /** `cosine`: vectors are brought to length 1 first, so that their direction alone counts. */
  metric?: 'euclidean' | 'cosine' | undefined
  /** The fewest points of a group. */
  minClusterSize: number
  /** How many neighbours make a place dense: the higher, the more points are noise. As `minClusterSize` if left out. */
  minSamples?: number | undefined
  /** `eom`: the groups that last longest; `leaf`: the smallest and most alike. */
  method?: 'eom' | 'leaf' | undefined
}

export type Document = {
  id: string
  title: string
  status: 'processing' | 'indexed' | 'failed'
  /** Why it failed, in plain words. */
  error: string | null
  language: 'en' | 'fr' | 'es' | 'simple' | null
  source: 'text' | 'file' | 'url'
  fileName: string | null
  /** The address from which its text is fetched; null for text and files. */
  url: string | null
  sizeBytes: number
  /** How many passages of it are found now. While what replaced its content is read, and if that fails, those that were read before. */
  chunkCount: number
  /** Parts of the file that are not in its text, with their number: pictures, pages without text, hidden or struck words. */
  unread: Unread[]
  indexedAt: string | null
  createdAt: string
}

export type UpdateDocumentInput = {
  title?: string | undefined
  /** Only for a text that was written here. */
  text?: string | undefined
}

export type DocumentText = {
  text: string
  /** As it was written, of a text that was written here: what is edited. */
  written: string | null
}

export type ReplaceDocumentInput = {
  /** A public page to read instead; the document’s own address to have it fetched once more. */
  url: string
  /** Found out from the text when it is left out; of the same address it stays. */
  language?: 'en' | 'fr' | 'es' | 'simple' | undefined
}

export type FaqImportResult = {
  created: number
  /** The question was known already; its answer was replaced. */
  updated: number
  unchanged: number
  /** Entries that were left out, by their line in the CSV or the sheet, or their place in the JSON, from 1. */
  problems: {
    line: number
    message: string
  }[]
}

export type ImportFaqsInput = {
  format: 'csv' | 'json'
  content: string
}

export type UpdateFaqInput = {
  question?: string | undefined
  answer?: string | undefined
  /** Other words that people ask it with. */
  keywords?: string[] | undefined
  language?: 'en' | 'fr' | 'es' | 'simple' | undefined
  /** Off: kept, and neither found nor answered from. */
  enabled?: boolean | undefined
}

export type SearchResult = {
  items: Passage[]
}

export type SearchKnowledgeInput = {
  query: string
  limit?: number | undefined
  language?: 'en' | 'fr' | 'es' | 'simple' | undefined
}

export type Medium = {
  id: string
  kind: 'image' | 'video' | 'audio' | 'document'
  /** The type of the bytes, whatever the file is called. */
  mimeType: string
  fileName: string
  sizeBytes: number
  /** In pixels. */
  width: number | null
  height: number | null
  /** In seconds, of videos and sounds whose files say so. */
  duration: number | null
  sha256: string
  /** A description of what it shows, for people who cannot see it. */
  altText: string | null
  /** The address of its bytes, below the API’s own origin. */
  url: string
  createdAt: string
}

export type AddMediumInput = {
  /** A public address, from which it is fetched once, now. */
  url: string
  altText?: string | undefined
}

export type CreateScheduledPostInput = {
  text: string
  /** Its pictures, videos and files, in order. */
  media?: PostMediumInput[] | undefined
  accountIds: string[]
  /** What differs on single accounts, by their ids. What is left out there is as in the post. */
  variants?: Record<string, PostVariantInput> | undefined
  publishAt?: string | undefined
  /** In place of `publishAt`: a local time in `timezone`, such as 2026-12-15T09:00. */
  publishAtLocal?: string | undefined
  timezone?: string | undefined
  /** RFC 5545, such as FREQ=WEEKLY;BYDAY=MO,TH. `publishAt` is its start. */
  rrule?: string | undefined
  /** Local times of the series that are left out. */
  exdate?: string[] | undefined
  /** Local times of the series that are added. */
  rdate?: string[] | undefined
  /** Ids of all its labels (`/v1/labels`). */
  labels?: string[] | undefined
  /** The campaign that it belongs to; null for none. */
  campaignId?: string | null | undefined
  /** `queued` if left out. A draft and what awaits approval go nowhere by themselves. */
  status?: 'queued' | 'draft' | 'awaiting_approval' | undefined
}

export type CheckedPost = {
  warnings: Warning[]
  accounts: CheckedAccount[]
}

export type PostImportReport = {
  /** Posts that were scheduled; with `dryRun`, that would be. */
  created: number
  /** Columns of the file that mean nothing here. */
  ignored: string[]
  rows: {
    /** Line of the file, or place in `items`, from 1. */
    line: number
    status: 'ok' | 'error'
    errors: string[]
    id?: string | undefined
  }[]
}

export type ImportPostsInput = {
  /** Posts, each as `ImportedPost`. */
  items: unknown[]
}

export type RemovedPosts = {
  removed: string[]
  /** Those that have begun, recur, or are not there. */
  kept: string[]
}

export type RemovePostsInput = {
  ids: string[]
}

export type SortedPosts = {
  sorted: string[]
  /** Those that are not there, or lie further ahead than occurrences are made. */
  kept: string[]
}

export type SortPostsInput = {
  ids: string[]
  /** Labels to put on them; one that a post has stays. */
  addLabels?: string[] | undefined
  /** Labels to take off them. */
  removeLabels?: string[] | undefined
  /** The campaign that it belongs to; null for none. */
  campaignId?: string | null | undefined
}

export type RecurrencePreview = {
  /** ISO 8601 with the zone’s offset: 2026-01-01T09:00:00-05:00. */
  items: string[]
}

export type PreviewRecurrenceInput = {
  rrule: string
  /** Local time, such as 2026-03-29T09:00:00. */
  start: string
  timezone: string
  limit?: number | undefined
  /** Local times of the series that are left out. */
  exdate?: string[] | undefined
  /** Local times of the series that are added. */
  rdate?: string[] | undefined
}

export type Series = {
  id: string
  status: 'draft' | 'awaiting_approval' | 'active' | 'paused' | 'ended' | 'cancelled'
  text: string
  accountIds: string[]
  rrule: string
  /** Local time in the series’ time zone: 2026-03-29T09:00:00. */
  start: string
  timezone: string
  exdate: string[]
  rdate: string[]
  /** Nothing occurs at or after this. */
  endsBefore: string | null
  /** The series that this one goes on from, after “this and following”. */
  continues: string | null
  /** The next occurrences by the rule; `at` has the zone’s offset. A single one may have been moved or skipped. */
  next: {
    id: string
    /** Local time in the series’ time zone: 2026-03-29T09:00:00. */
    occurrence: string
    publishAt: string
    at: string
  }[]
  createdAt: string
}

export type PublishedPost = {
  id: string
  accountId: string
  accountName: string
  platform: string
  /** The scheduled post that it was. */
  postId: string | null
  externalId: string
  url: string | null
  text: string
  publishedAt: string
}

export type UpdateScheduledPostInput = {
  text?: string | undefined
  media?: PostMediumInput[] | undefined
  /** All variants: they take the place of those that were there. */
  variants?: Record<string, PostVariantInput> | undefined
  /** All accounts that it goes to. Leaving out one that has begun is refused. */
  accountIds?: string[] | undefined
  publishAt?: string | undefined
  /** In place of `publishAt`: a local time in `timezone`, such as 2026-12-15T09:00. */
  publishAtLocal?: string | undefined
  timezone?: string | undefined
  /** RFC 5545, such as FREQ=WEEKLY;BYDAY=MO,TH. `publishAt` is its start. */
  rrule?: string | undefined
  /** Local times of the series that are left out. */
  exdate?: string[] | undefined
  /** Local times of the series that are added. */
  rdate?: string[] | undefined
  /** Ids of all its labels (`/v1/labels`). */
  labels?: string[] | undefined
  /** The campaign that it belongs to; null for none. */
  campaignId?: string | null | undefined
  /** For an occurrence: change this one (the default), this and the following, or all that have not begun. */
  scope?: 'this' | 'following' | 'all' | undefined
}

export type ScheduleDraftInput = {
  publishAt?: string | undefined
  /** In place of `publishAt`: a local time in `timezone`, such as 2026-12-15T09:00. */
  publishAtLocal?: string | undefined
}

export type ResolveTargetInput = {
  outcome: 'sent' | 'send_again' | 'cancelled'
  /** The address at which it can be seen, if it was sent. */
  url?: string | undefined
}

export type Campaign = {
  id: string
  name: string
  color: string
  startsOn: string | null
  endsOn: string | null
  createdAt: string
  updatedAt: string
}

export type CountedCampaign = {
  id: string
  name: string
  color: string
  startsOn: string | null
  endsOn: string | null
  createdAt: string
  updatedAt: string
  /** Posts that belong to it, those of series as far as they are made. */
  posts: number
  /** Those of them that are published on every account. */
  published: number
}

export type CreateCampaignInput = {
  /** Unique in the workspace, whatever the case. */
  name: string
  /** `#rrggbb`. */
  color?: string | undefined
  /** Its first day in the workspace’s time zone, such as 2026-12-01; null for none. */
  startsOn?: string | null | undefined
  /** Its last day; null for none. */
  endsOn?: string | null | undefined
}

export type ChangeCampaignInput = {
  /** Unique in the workspace, whatever the case. */
  name?: string | undefined
  /** `#rrggbb`. */
  color?: string | undefined
  /** Its first day in the workspace’s time zone, such as 2026-12-01; null for none. */
  startsOn?: string | null | undefined
  /** Its last day; null for none. */
  endsOn?: string | null | undefined
}

export type Comment = {
  id: string
  /** The monitored post that it stands under. */
  postId: string
  accountId: string
  platform: string
  externalId: string
  /** The comment that it answers; null directly under the post. */
  parentExternalId: string | null
  /** Written by the account itself. */
  isOwn: boolean
  author: {
    /** The platform’s id. */
    id: string
    name: string
    handle: string | null
    avatarUrl: string | null
  }
  text: string
  /** Its texts before its author changed it, oldest first. */
  formerTexts: string[]
  likes: number | null
  url: string | null
  /** new: no machine has decided yet. open: a person is asked. answered: a reply is on its way or there. closed: nothing is to be done. */
  status: 'new' | 'open' | 'answered' | 'closed'
  triage: 'respond' | 'ignore' | 'escalate' | 'user_conversation' | null
  decision: CommentDecision | null
  /** What was done to it there, oldest first. */
  actions: CommentAction[]
  hidden: boolean
  liked: boolean
  /** What can be done to it on its platform now. */
  can: ('reply' | 'like' | 'hide' | 'unhide' | 'private_reply')[]
  postedAt: string
  createdAt: string
}

export type CommentInThread = {
  id: string
  /** The monitored post that it stands under. */
  postId: string
  accountId: string
  platform: string
  externalId: string
  /** The comment that it answers; null directly under the post. */
  parentExternalId: string | null
  /** Written by the account itself. */
  isOwn: boolean
  author: {
    /** The platform’s id. */
    id: string
    name: string
    handle: string | null
    avatarUrl: string | null
  }
  text: string
  /** Its texts before its author changed it, oldest first. */
  formerTexts: string[]
  likes: number | null
  url: string | null
  /** new: no machine has decided yet. open: a person is asked. answered: a reply is on its way or there. closed: nothing is to be done. */
  status: 'new' | 'open' | 'answered' | 'closed'
  triage: 'respond' | 'ignore' | 'escalate' | 'user_conversation' | null
  decision: CommentDecision | null
  /** What was done to it there, oldest first. */
  actions: CommentAction[]
  hidden: boolean
  liked: boolean
  /** What can be done to it on its platform now. */
  can: ('reply' | 'like' | 'hide' | 'unhide' | 'private_reply')[]
  postedAt: string
  createdAt: string
  post: MonitoredPost
  /** All comments of its thread, itself included, oldest first. */
  thread: Comment[]
}

export type ChangeCommentInput = {
  /** closed: nothing is to be done. open: a person is to look at it. */
  status: 'open' | 'closed'
}

export type CommentAction = {
  id: string
  kind: 'reply' | 'like' | 'hide' | 'unhide' | 'private_reply'
  text: string | null
  author: 'machine' | 'person'
  authorName: string | null
  status: 'queued' | 'sending' | 'sent' | 'failed' | 'unknown' | 'waiting' | 'cancelled'
  error: string | null
  url: string | null
  createdAt: string
  sentAt: string | null
}

export type ReplyInput = {
  text: string
}

export type HideInput = {
  hidden?: boolean | undefined
}

export type ChangeActionInput = {
  /** queued: try a failed one again. cancelled: take back what is not sent, or say that one of unknown outcome was not done. sent: say that it was. */
  status: 'queued' | 'cancelled' | 'sent'
}

export type MonitoredPost = {
  id: string
  accountId: string
  accountName: string
  platform: string
  externalId: string
  scheduledPostId: string | null
  source: 'scheduled' | 'imported' | 'manual'
  caption: string
  url: string | null
  /** Its comments are read. */
  monitoring: boolean
  nextPollAt: string | null
  polledAt: string | null
  /** Why its comments could not be read. */
  problem: string | null
  commentsCount: number
  postedAt: string
}

export type MonitorPostInput = {
  accountId: string
  /** The platform’s id of one of the account’s posts. */
  externalId: string
  /** Its text, for the assistant. */
  caption?: string | undefined
  url?: string | undefined
}

export type ChangeMonitoredPostInput = {
  monitoring: boolean
}

export type MonitoringRule = {
  id: string
  /** Null: for all accounts without a rule of their own. */
  accountId: string | null
  enabled: boolean
  /** How many of an account’s newest posts are watched. */
  newestPosts: number
  /** For how many days. */
  days: number
  createdAt: string
  updatedAt: string
}

export type CreateMonitoringRuleInput = {
  /** Null: for all accounts without a rule of their own. */
  accountId?: string | null | undefined
  enabled?: boolean | undefined
  /** How many of an account’s newest posts are watched. */
  newestPosts?: number | undefined
  /** For how many days. */
  days?: number | undefined
}

export type ChangeMonitoringRuleInput = {
  enabled?: boolean | undefined
  /** How many of an account’s newest posts are watched. */
  newestPosts?: number | undefined
  /** For how many days. */
  days?: number | undefined
}

export type CompanyPage = {
  id: string
  createdAt: string
  updatedAt: string
  name: string
  /** Switched off, nothing more comes to the page; what waits already stays. */
  active: boolean
  accountId: string
  accountName: string
  platform: string
}

export type CreateCompanyPageInput = {
  name: string
  /** The account that publishes on the page. */
  accountId: string
}

export type ChangeCompanyPageInput = {
  name?: string | undefined
  /** Switched off, nothing more comes to the page; what waits already stays. */
  active?: boolean | undefined
}

export type CompanyPostRule = {
  id: string
  createdAt: string
  updatedAt: string
  /** How long after the original, in minutes; 0 for at once. */
  delayMinutes: number
  prefix: string | null
  suffix: string | null
  active: boolean
  /** Whose posts go to the page. */
  profileId: string
  profileName: string
  companyPageId: string
  pageName: string
}

export type CreateCompanyPostRuleInput = {
  profileId: string
  companyPageId: string
  /** How long after the original, in minutes; 0 for at once. */
  delayMinutes?: number | undefined
  /** A paragraph before the text. */
  prefix?: string | null | undefined
  /** A paragraph after the text. */
  suffix?: string | null | undefined
  active?: boolean | undefined
}

export type ChangeCompanyPostRuleInput = {
  /** How long after the original, in minutes; 0 for at once. */
  delayMinutes?: number | undefined
  /** A paragraph before the text. */
  prefix?: string | null | undefined
  /** A paragraph after the text. */
  suffix?: string | null | undefined
  active?: boolean | undefined
}

export type CompanyPost = {
  id: string
  /** The published post that it repeats. */
  originalPostId: string
  originalUrl: string | null
  authorName: string | null
  companyPageId: string
  pageName: string
  accountId: string
  platform: string
  /** The scheduled post that does it: its text and time can be changed there. */
  scheduledPostId: string
  status: 'queued' | 'sending' | 'sent' | 'failed' | 'unknown' | 'waiting' | 'cancelled' | 'deleted'
  waitingReason: 'limited' | 'reauth' | 'paused' | 'approval' | 'late' | 'preparing' | 'by_hand' | null
  scheduledFor: string
  externalId: string | null
  url: string | null
  error: string | null
  /** Why its platform would refuse it as it stands; only while it waits. */
  problem: string | null
  text: string
  createdAt: string
}

export type EngagementRules = {
  /** Whether posts that come out from now on are engaged with. */
  enabled: boolean
  /** How long after its publishing a post is engaged with, in minutes. */
  windowMinutes: number
  /** The most comments of the team under one post. */
  commentsPerPost: number
}

export type ChangeEngagementRulesInput = {
  /** Whether posts that come out from now on are engaged with. */
  enabled?: boolean | undefined
  /** How long after its publishing a post is engaged with, in minutes. */
  windowMinutes?: number | undefined
  /** The most comments of the team under one post. */
  commentsPerPost?: number | undefined
}

export type EngagementSettings = {
  profileId: string
  profileName: string
  preferredReaction: 'like' | 'celebrate' | 'support' | 'love' | 'insightful' | 'funny'
  /** Off, nothing is planned, and what waits is not done. */
  autoEngageEnabled: boolean
  likesPerDay: number
  commentsPerDay: number
}

export type ChangeEngagementSettingsInput = {
  preferredReaction?: 'like' | 'celebrate' | 'support' | 'love' | 'insightful' | 'funny' | undefined
  /** Off, nothing is planned, and what waits is not done. */
  autoEngageEnabled?: boolean | undefined
  likesPerDay?: number | undefined
  commentsPerDay?: number | undefined
}

export type EngagementConsent = {
  /** The account. */
  id: string
  accountName: string
  platform: string
  profileId: string
  profileName: string
  way: 'api' | 'by_hand' | 'refused'
  /** Why it is not done by the machine there; null where it is. */
  reason: string | null
  /** Who has consented for this account; `own` where it is whoever asks. */
  consent: {
    userId: string
    userName: string
    since: string
    own: boolean
  } | null
  settings: EngagementSettings
}

export type CommentPattern = {
  id: string
  name: string
  /** How such a comment is written. */
  instructions: string
  /** In characters. */
  lengthMin: number
  /** In characters. */
  lengthMax: number
  asksQuestion: boolean
  examples: string[]
  active: boolean
  createdAt: string
  updatedAt: string
}

export type CreateCommentPatternInput = {
  name: string
  /** How such a comment is written. */
  instructions?: string | undefined
  /** In characters. */
  lengthMin?: number | undefined
  /** In characters. */
  lengthMax?: number | undefined
  asksQuestion?: boolean | undefined
  examples?: string[] | undefined
  active?: boolean | undefined
}

export type ChangeCommentPatternInput = {
  name?: string | undefined
  /** How such a comment is written. */
  instructions?: string | undefined
  /** In characters. */
  lengthMin?: number | undefined
  /** In characters. */
  lengthMax?: number | undefined
  asksQuestion?: boolean | undefined
  examples?: string[] | undefined
  active?: boolean | undefined
}

export type EngagementAction = {
  id: string
  accountId: string
  accountName: string
  platform: string
  actionType: 'like' | 'comment'
  /** The platform’s id of the post. */
  targetId: string
  targetUrl: string | null
  targetText: string
  publishedPostId: string
  reaction: 'like' | 'celebrate' | 'support' | 'love' | 'insightful' | 'funny' | null
  patternName: string | null
  /** The comment; null until it is written, shortly before its time. */
  text: string | null
  status: 'queued' | 'sending' | 'sent' | 'failed' | 'unknown' | 'waiting' | 'cancelled'
  waitingReason: 'limited' | 'reauth' | 'by_hand' | null
  error: string | null
  dueAt: string
  sentAt: string | null
  externalId: string | null
  url: string | null
}

export type ChangeEngagementActionInput = {
  /** Tries a failed one again; takes back one that waits, or is of unknown outcome; or says that one was done. */
  status: 'queued' | 'cancelled' | 'sent'
}

export type Profile = {
  id: string
  name: string
  /** `internal`: we write for them; `external_influencer`: we learn from them. */
  type: 'internal' | 'external_influencer'
  platform: string
  handle: string
  url: string | null
  /** The connected accounts through which they publish. */
  accounts: {
    id: string
    platform: string
    name: string
  }[]
  syncStatus: 'pending' | 'scraping' | 'done' | 'failed'
  sync: {
    /** Whether Chorus can read their posts by itself. */
    available: boolean
    /** Why it cannot. */
    reason: string | null
    lastSyncAt: string | null
    /** Their posts in the bank. */
    posts: number
    consecutiveFailures: number
    lastError: string | null
  }
  createdAt: string
  updatedAt: string
}

export type CreateProfileInput = {
  name: string
  type: 'internal' | 'external_influencer'
  platform: string
  /** The author’s name on the platform, with or without “@”, or the address of their page. */
  handle: string
}

export type UpdateProfileInput = {
  name?: string | undefined
  type?: 'internal' | 'external_influencer' | undefined
  platform?: string | undefined
  /** The author’s name on the platform, with or without “@”, or the address of their page. */
  handle?: string | undefined
}

export type SyncJob = {
  id: string
  profileId: string
  jobType: 'manual' | 'weekly'
  status: 'running' | 'completed' | 'failed'
  postsScraped: number
  postsNew: number
  error: string | null
  startedAt: string
  finishedAt: string | null
}

export type BankPost = {
  id: string
  externalKey: string
  platform: string
  externalId: string
  url: string | null
  source: 'import' | 'published' | 'listening'
  author: {
    profileId: string | null
    name: string | null
  }
  text: string
  /** What the post begins with; null until it is extracted or where there is none. */
  hook: string | null
  hookType: {
    id: string
    name: string
  } | null
  topic: {
    id: string
    name: string
  } | null
  audience: {
    id: string
    name: string
  } | null
  structure: {
    id: string
    name: string
  } | null
  metrics: Metrics
  /** Likes + 2 × comments + 3 × shares + 3 × saves. */
  engagement: number
  /** 0–100: engagement beside what is usual for the author; 50 is as usual. Null where nothing was counted. */
  score: number | null
  /** What is still to be found out about it. */
  waiting: (
    | 'extract_hooks'
    | 'generate_embeddings'
    | 'classify_hooks'
    | 'classify_topics'
    | 'classify_audiences'
  )[]
  postedAt: string
  capturedAt: string
}

export type ImportReport = {
  created: number
  /** Known already: its text and numbers were brought up to date. */
  updated: number
  unchanged: number
  rows: {
    /** Line of the file, or place in `items`, from 1. */
    line: number
    status: 'ok' | 'error'
    errors: string[]
    id?: string | undefined
  }[]
}

export type ImportBankInput = {
  /** Posts: `profileId`, `platform`, `externalId`, `text`, `postedAt`, `url`, `metrics`, `countedAt`. */
  items: unknown[]
}

export type BankResult = {
  items: {
    id: string
    externalKey: string
    platform: string
    externalId: string
    url: string | null
    source: 'import' | 'published' | 'listening'
    author: {
      profileId: string | null
      name: string | null
    }
    text: string
    /** What the post begins with; null until it is extracted or where there is none. */
    hook: string | null
    hookType: {
      id: string
      name: string
    } | null
    topic: {
      id: string
      name: string
    } | null
    audience: {
      id: string
      name: string
    } | null
    structure: {
      id: string
      name: string
    } | null
    metrics: Metrics
    /** Likes + 2 × comments + 3 × shares + 3 × saves. */
    engagement: number
    /** 0–100: engagement beside what is usual for the author; 50 is as usual. Null where nothing was counted. */
    score: number | null
    /** What is still to be found out about it. */
    waiting: (
      | 'extract_hooks'
      | 'generate_embeddings'
      | 'classify_hooks'
      | 'classify_topics'
      | 'classify_audiences'
    )[]
    postedAt: string
    capturedAt: string
    /** Nearness in meaning, 0–1; null without a query. */
    similarity: number | null
  }[]
}

export type SearchBankInput = {
  /** What the posts are about, in any words; without it the best scores come first. */
  query?: string | undefined
  /** A post of the bank, in place of a query. */
  similarTo?: string | undefined
  filters?: BankFiltersInput | undefined
  /** The order of posts that are found by filters alone: best score, most engagement, or latest first. What is found by meaning comes by nearness. */
  sort?: 'best' | 'engagement' | 'latest' | undefined
  limit?: number | undefined
}

export type BankPostDetail = {
  id: string
  externalKey: string
  platform: string
  externalId: string
  url: string | null
  source: 'import' | 'published' | 'listening'
  author: {
    profileId: string | null
    name: string | null
  }
  text: string
  /** What the post begins with; null until it is extracted or where there is none. */
  hook: string | null
  hookType: {
    id: string
    name: string
  } | null
  topic: {
    id: string
    name: string
  } | null
  audience: {
    id: string
    name: string
  } | null
  structure: {
    id: string
    name: string
  } | null
  metrics: Metrics
  /** Likes + 2 × comments + 3 × shares + 3 × saves. */
  engagement: number
  /** 0–100: engagement beside what is usual for the author; 50 is as usual. Null where nothing was counted. */
  score: number | null
  /** What is still to be found out about it. */
  waiting: (
    | 'extract_hooks'
    | 'generate_embeddings'
    | 'classify_hooks'
    | 'classify_topics'
    | 'classify_audiences'
  )[]
  postedAt: string
  capturedAt: string
  /** What the score was computed from; null where there is no score. */
  usual: {
    /** Median engagement of the author’s posts here; null without an author. */
    author: number | null
    authorPosts: number
    /** Median engagement of all posts of this platform here. */
    platform: number
    /** What the score compares with. */
    expected: number
  } | null
  history: {
    at: string
    metrics: Metrics
  }[]
  /** Steps of its enrichment that have failed so far. */
  problems: {
    step:
      | 'extract_hooks'
      | 'generate_embeddings'
      | 'classify_hooks'
      | 'classify_topics'
      | 'classify_audiences'
    attempts: number
    error: string | null
    givenUp: boolean
  }[]
}

export type LabelPostInput = {
  topicId?: string | null | undefined
  audienceId?: string | null | undefined
  hookTypeId?: string | null | undefined
  structureId?: string | null | undefined
  profileId?: string | null | undefined
}

export type Style = {
  profileId: string
  /** How to write like the author, as drafts use it: the correction, or else what was found. */
  prompt: string | null
  /** Set while the prompt is a person’s own; no analysis replaces it. */
  correctedAt: string | null
  analysis: {
    measured: Measured
    description: string
    /** What the model suggests. */
    prompt: string
    model: string
    analyzedAt: string
  } | null
}

export type CorrectStyleInput = {
  /** In the author’s own words; null takes the analysis’s again. */
  prompt: string | null
}

export type Closeness = {
  /** 0–1; above 0.5 it sounds like the author. */
  score: number
  /** What differs from the author’s posts, and what is alike. */
  reasons: string[]
}

export type TopicGroup = {
  name: string
  color: string
  id: string
  createdAt: string
  updatedAt: string
}

export type CreateTopicGroupInput = {
  name: string
  color: string
}

export type Topic = {
  name: string
  description: string
  /** The words by which posts are found to be about it; where it is empty, name and description are. */
  embeddingDescription: string
  groupId: string | null
  id: string
  createdAt: string
  updatedAt: string
}

export type CreateTopicInput = {
  name: string
  description?: string | undefined
  /** The words by which posts are found to be about it; where it is empty, name and description are. */
  embeddingDescription?: string | undefined
  groupId?: string | null | undefined
}

export type Merged = {
  topic: Topic
  /** How many posts were re-labelled. */
  posts: number
}

export type MergeTopicInput = {
  /** The topic that stays. */
  into: string
}

export type Audience = {
  name: string
  description: string
  jobTitles: string[]
  painPoints: string[]
  goals: string[]
  vocabularyToUse: string[]
  vocabularyToAvoid: string[]
  tonePreferences: string
  id: string
  createdAt: string
  updatedAt: string
}

export type CreateAudienceInput = {
  name: string
  description?: string | undefined
  jobTitles?: string[] | undefined
  painPoints?: string[] | undefined
  goals?: string[] | undefined
  vocabularyToUse?: string[] | undefined
  vocabularyToAvoid?: string[] | undefined
  tonePreferences?: string | undefined
}

export type HookType = {
  name: string
  description: string
  /** Tells a model how to write such a hook. */
  promptInstruction: string
  id: string
  createdAt: string
  updatedAt: string
}

export type CreateHookTypeInput = {
  name: string
  description?: string | undefined
  /** Tells a model how to write such a hook. */
  promptInstruction?: string | undefined
}

export type PostStructure = {
  name: string
  description: string
  id: string
  createdAt: string
  updatedAt: string
}

export type CreatePostStructureInput = {
  name: string
  description?: string | undefined
}

export type PostTemplate = {
  name: string
  description: string
  /** The post after its hook, such as `{{body}}\n\n{{cta}}`. */
  structure: string
  id: string
  createdAt: string
  updatedAt: string
}

export type CreatePostTemplateInput = {
  name: string
  description?: string | undefined
  /** The post after its hook, such as `{{body}}\n\n{{cta}}`. */
  structure: string
}

export type Preset = {
  name: string
  config?: PresetConfig | undefined
  id: string
  createdAt: string
  updatedAt: string
}

export type CreatePresetInput = {
  name: string
  config?: PresetConfigInput | undefined
}

export type PresetConfigInput = {
  /** The most characters of the whole post. */
  maxLength?: number | undefined
  paragraphs?: number | undefined
  /** Whether the body is a list. */
  list?: boolean | undefined
  hashtags?: string[] | undefined
}

export type Cta = {
  name: string
  textContent: string
  category: string
  id: string
  createdAt: string
  updatedAt: string
}

export type CreateCtaInput = {
  name: string
  textContent: string
  category?: string | undefined
}

export type Resource = {
  name: string
  resourceType: 'page' | 'file' | 'video' | 'event' | 'product' | 'other'
  url: string
  description: string
  id: string
  createdAt: string
  updatedAt: string
}

export type CreateResourceInput = {
  name: string
  resourceType?: 'page' | 'file' | 'video' | 'event' | 'product' | 'other' | undefined
  url: string
  description?: string | undefined
}

export type TaxonomyNote = {
  name: string
  content: string
  type: string
  /** Posts about these topics may say it. */
  topicIds: string[]
  id: string
  createdAt: string
  updatedAt: string
}

export type TaxonomyCreateNoteInput = {
  name: string
  content: string
  type?: string | undefined
  /** Posts about these topics may say it. */
  topicIds?: string[] | undefined
}

export type StarterResult = {
  /** Entries that were not there yet, by their names. */
  added: number
}

export type AddStarterInput = {
  language: 'en' | 'fr'
}

export type DraftSummary = {
  id: string
  status: 'draft_input' | 'hook_gen' | 'hook_selected' | 'body_gen' | 'validated' | 'scheduled' | 'published'
  /** Why its scheduled post brought it back. */
  reason: string | null
  title: string
  /** The whole post as it stands: hook, body, mentions. */
  text: string
  author: {
    id: string
    name: string
  } | null
  topic: {
    id: string
    name: string
  } | null
  audience: {
    id: string
    name: string
  } | null
  structure: {
    id: string
    name: string
  } | null
  targetTopic: string | null
  language: string
  accountIds: string[]
  publishAt: string | null
  scheduledPostId: string | null
  /** What may be done with it now. */
  moves: ('hooks' | 'select' | 'body' | 'write' | 'validate' | 'schedule' | 'back')[]
  /** Raised by each change. */
  revision: number
  createdAt: string
  updatedAt: string
}

export type Draft = {
  id: string
  status: 'draft_input' | 'hook_gen' | 'hook_selected' | 'body_gen' | 'validated' | 'scheduled' | 'published'
  /** Why its scheduled post brought it back. */
  reason: string | null
  title: string
  /** The whole post as it stands: hook, body, mentions. */
  text: string
  author: {
    id: string
    name: string
  } | null
  topic: {
    id: string
    name: string
  } | null
  audience: {
    id: string
    name: string
  } | null
  structure: {
    id: string
    name: string
  } | null
  targetTopic: string | null
  language: string
  accountIds: string[]
  publishAt: string | null
  scheduledPostId: string | null
  /** What may be done with it now. */
  moves: ('hooks' | 'select' | 'body' | 'write' | 'validate' | 'schedule' | 'back')[]
  /** Raised by each change. */
  revision: number
  createdAt: string
  updatedAt: string
  templateId: string | null
  presetId: string | null
  ctaId: string | null
  resourceId: string | null
  source: Source | null
  hooks: Hook[]
  /** The selected hook. */
  hook: string
  body: string
  /** The model that wrote the body; null where a person did. */
  model: string | null
  /** Bodies to choose from, where some were asked for. */
  alternatives: {
    body: string
    model: string
  }[]
  mentions: string[]
  media: {
    mediaId: string
    altText: string | null
  }[]
  /** Proven posts that the body was written after, and copied nothing of. */
  examples: {
    postId: string
    text: string
    score: number | null
  }[]
  warnings: DraftWarning[]
}

export type CreateDraftInput = {
  title?: string | undefined
  authorId?: string | null | undefined
  topicId?: string | null | undefined
  audienceId?: string | null | undefined
  structureId?: string | null | undefined
  /** The template that a body is put into. */
  templateId?: string | null | undefined
  /** How it is laid out. */
  presetId?: string | null | undefined
  /** The call to action that it ends with. */
  ctaId?: string | null | undefined
  /** What it leads to. */
  resourceId?: string | null | undefined
  /** What it is about, in words. */
  targetTopic?: string | null | undefined
  /** That of its source, if left out. */
  language?: 'en' | 'fr' | 'es' | undefined
  accountIds?: string[] | undefined
  mentions?: string[] | undefined
  media?: PostMediumInput[] | undefined
  /** A new source. */
  source?:
    | {
        type: 'text'
        text: string
        title?: string | undefined
      }
    | {
        type: 'url'
        url: string
        title?: string | undefined
      }
    | {
        type: 'post'
        /** A captured post of the bank. */
        postId: string
      }
    | undefined
  /** A source of another draft. */
  sourceId?: string | undefined
}

export type UpdateDraftInput = {
  title?: string | undefined
  authorId?: string | null | undefined
  topicId?: string | null | undefined
  audienceId?: string | null | undefined
  structureId?: string | null | undefined
  /** The template that a body is put into. */
  templateId?: string | null | undefined
  /** How it is laid out. */
  presetId?: string | null | undefined
  /** The call to action that it ends with. */
  ctaId?: string | null | undefined
  /** What it leads to. */
  resourceId?: string | null | undefined
  /** What it is about, in words. */
  targetTopic?: string | null | undefined
  /** That of its source, if left out. */
  language?: 'en' | 'fr' | 'es' | undefined
  accountIds?: string[] | undefined
  mentions?: string[] | undefined
  media?: PostMediumInput[] | undefined
  /** A new source. */
  source?:
    | {
        type: 'text'
        text: string
        title?: string | undefined
      }
    | {
        type: 'url'
        url: string
        title?: string | undefined
      }
    | {
        type: 'post'
        /** A captured post of the bank. */
        postId: string
      }
    | undefined
  /** A source of another draft. */
  sourceId?: string | undefined
  body?: string | undefined
  /** Refused where the draft has another one by now. */
  revision?: number | undefined
}

export type GenerateHooksInput = {
  count?: number | undefined
  /** Types to choose from; all, if left out. */
  hookTypeIds?: string[] | undefined
  /** The hook that one new hook takes the place of; all, if left out. */
  replace?: string | undefined
  /** Adds this hook, which a person wrote, and generates none. */
  text?: string | undefined
}

export type UpdateHookInput = {
  text: string
}

export type Rewritten = {
  /** Null where the model cannot do it. */
  text: string | null
  /** Why there is no text. */
  reason: string | null
  model: string
}

export type RewriteInput = {
  /** The passage to say otherwise. */
  text: string
  /** `voice`: as the draft’s author writes. */
  way: 'shorter' | 'bolder' | 'simpler' | 'translated' | 'voice'
  /** For `translated`; the draft’s own, if left out. */
  language?: 'en' | 'fr' | 'es' | undefined
}

export type ValidatedDraft = {
  id: string
  status: 'draft_input' | 'hook_gen' | 'hook_selected' | 'body_gen' | 'validated' | 'scheduled' | 'published'
  /** Why its scheduled post brought it back. */
  reason: string | null
  title: string
  /** The whole post as it stands: hook, body, mentions. */
  text: string
  author: {
    id: string
    name: string
  } | null
  topic: {
    id: string
    name: string
  } | null
  audience: {
    id: string
    name: string
  } | null
  structure: {
    id: string
    name: string
  } | null
  targetTopic: string | null
  language: string
  accountIds: string[]
  publishAt: string | null
  scheduledPostId: string | null
  /** What may be done with it now. */
  moves: ('hooks' | 'select' | 'body' | 'write' | 'validate' | 'schedule' | 'back')[]
  /** Raised by each change. */
  revision: number
  createdAt: string
  updatedAt: string
  templateId: string | null
  presetId: string | null
  ctaId: string | null
  resourceId: string | null
  source: Source | null
  hooks: Hook[]
  /** The selected hook. */
  hook: string
  body: string
  /** The model that wrote the body; null where a person did. */
  model: string | null
  /** Bodies to choose from, where some were asked for. */
  alternatives: {
    body: string
    model: string
  }[]
  mentions: string[]
  media: {
    mediaId: string
    altText: string | null
  }[]
  /** Proven posts that the body was written after, and copied nothing of. */
  examples: {
    postId: string
    text: string
    score: number | null
  }[]
  warnings: DraftWarning[]
  /** What it is on each account. */
  accounts: {
    accountId: string
    length: number
    maxLength: number
    /** The line that is added there, since a character publishes it; its length counts. */
    disclosure: string | null
    /** Why its platform would refuse it; it cannot be scheduled with these. */
    errors: {
      code: string
      message: string
    }[]
  }[]
}

export type ValidateDraftInput = {
  /** Those of the draft, if left out. */
  accountIds?: string[] | undefined
}

export type ScheduleDraftPostInput = {
  /** Those of the draft, if left out. */
  accountIds?: string[] | undefined
  publishAt?: string | undefined
  /** In place of `publishAt`: a local time in `timezone`, such as 2026-12-15T09:00. */
  publishAtLocal?: string | undefined
  timezone?: string | undefined
  status?: 'queued' | 'awaiting_approval' | undefined
}

export type BackDraftInput = {
  /** An earlier state; the one before, if left out. */
  to?:
    | 'draft_input'
    | 'hook_gen'
    | 'hook_selected'
    | 'body_gen'
    | 'validated'
    | 'scheduled'
    | 'published'
    | undefined
}

export type Version = {
  id: string
  number: number
  cause: 'select' | 'hook' | 'body' | 'write' | 'validate'
  hook: string
  body: string
  /** Who made it. */
  by: string
  createdAt: string
}

export type Batch = {
  id: string
  name: string
  status: 'running' | 'completed' | 'cancelled'
  total: number
  completed: number
  failed: number
  createdAt: string
}

export type BatchDetail = {
  id: string
  name: string
  status: 'running' | 'completed' | 'cancelled'
  total: number
  completed: number
  failed: number
  createdAt: string
  /** What it has cost so far by list price, in millionths of a US dollar. */
  costMicros: number
  drafts: BatchDraft[]
}

export type CreateBatchInput = {
  authorIds: string[]
  /** None: each author writes without a topic. */
  topicIds?: string[] | undefined
  /** Drafts for each author and topic. */
  count?: number | undefined
  audienceId?: string | null | undefined
  structureId?: string | null | undefined
  /** The template that a body is put into. */
  templateId?: string | null | undefined
  /** How it is laid out. */
  presetId?: string | null | undefined
  /** The call to action that it ends with. */
  ctaId?: string | null | undefined
  /** What it leads to. */
  resourceId?: string | null | undefined
  /** What it is about, in words. */
  targetTopic?: string | null | undefined
  /** That of its source, if left out. */
  language?: 'en' | 'fr' | 'es' | undefined
  accountIds?: string[] | undefined
  mentions?: string[] | undefined
  name: string
  /** What all of them are written from. */
  source:
    | {
        type: 'text'
        text: string
        title?: string | undefined
      }
    | {
        type: 'url'
        url: string
        title?: string | undefined
      }
    | {
        type: 'post'
        /** A captured post of the bank. */
        postId: string
      }
}

export type BatchEstimate = {
  drafts: number
  credits: number
  /** By what such calls have cost here lately; null while there were none. */
  costMicros: number | null
  model: string
}

export type BatchSizeInput = {
  authorIds: string[]
  /** None: each author writes without a topic. */
  topicIds?: string[] | undefined
  /** Drafts for each author and topic. */
  count?: number | undefined
}

export type Character = {
  name: string
  bio: string
  age: number | null
  location: string | null
  timezone: string
  interests: string[]
  /** A picture of the library. */
  profileImageId: string | null
  /** Whether what its accounts publish ends with the line that says that it is an AI character. */
  disclosure: boolean
  /** That line in its own words; null for the default. */
  disclosureText: string | null
  id: string
  /** Its internal profile, on which its accounts hang. */
  profileId: string
  profileImageUrl: string | null
  status: 'active' | 'paused' | 'error' | 'deleted'
  /** What its posts end with; null while disclosure is off. */
  disclosureLine: string | null
  accounts: {
    id: string
    platform: string
    name: string
  }[]
  deletedAt: string | null
  createdAt: string
  updatedAt: string
}

export type CreateCharacterInput = {
  name: string
  bio?: string | undefined
  age?: number | null | undefined
  location?: string | null | undefined
  timezone?: string | undefined
  interests?: string[] | undefined
  /** A picture of the library. */
  profileImageId?: string | null | undefined
  /** Whether what its accounts publish ends with the line that says that it is an AI character. */
  disclosure?: boolean | undefined
  /** That line in its own words; null for the default. */
  disclosureText?: string | null | undefined
}

export type UpdateCharacterInput = {
  name?: string | undefined
  bio?: string | undefined
  age?: number | null | undefined
  location?: string | null | undefined
  timezone?: string | undefined
  interests?: string[] | undefined
  /** A picture of the library. */
  profileImageId?: string | null | undefined
  /** Whether what its accounts publish ends with the line that says that it is an AI character. */
  disclosure?: boolean | undefined
  /** That line in its own words; null for the default. */
  disclosureText?: string | null | undefined
  /** A paused character answers nobody by itself. */
  status?: 'active' | 'paused' | undefined
}

export type SetCharacterAccountsInput = {
  /** All accounts that it speaks through. */
  accountIds: string[]
}

export type Personality = {
  /** 0–1, in hundredths. */
  extroversion: number
  /** 0–1, in hundredths. */
  creativity: number
  /** 0–1, in hundredths. */
  humor: number
  /** 0–1, in hundredths. */
  professionalism: number
  /** 0–1, in hundredths. */
  authenticity: number
  communicationStyle: string | null
  preferredTopics: string[]
  contentTone: string | null
  /** Further instructions of the team for the model. */
  llmPersonalityPrompt: string | null
  /** Where the model’s temperature starts from; the traits move it. */
  temperature: number
  /** What a model is told of it, traits included. */
  prompt: string
  /** The temperature that models are asked with. */
  effectiveTemperature: number
}

export type SetPersonalityInput = {
  /** 0–1, in hundredths. */
  extroversion?: number | undefined
  /** 0–1, in hundredths. */
  creativity?: number | undefined
  /** 0–1, in hundredths. */
  humor?: number | undefined
  /** 0–1, in hundredths. */
  professionalism?: number | undefined
  /** 0–1, in hundredths. */
  authenticity?: number | undefined
  communicationStyle?: string | null | undefined
  preferredTopics?: string[] | undefined
  contentTone?: string | null | undefined
  /** Further instructions of the team for the model. */
  llmPersonalityPrompt?: string | null | undefined
  /** Where the model’s temperature starts from; the traits move it. */
  temperature?: number | undefined
}

export type Appearance = {
  faceReferenceImageUrl: string | null
  faceReferenceImagePath: string | null
  faceConsistencyMethod: 'ip-adapter' | 'instantid' | 'faceid' | 'lora'
  loraModelPath: string | null
  hairColor: string | null
  hairStyle: string | null
  eyeColor: string | null
  skinTone: string | null
  bodyType: string | null
  height: string | null
  ageRange: string | null
  clothingStyle: string | null
  preferredColors: string[]
  styleKeywords: string[]
  baseModel: string
  negativePrompt: string | null
  defaultPromptPrefix: string | null
  /** Why the face of the profile picture may be shown in generated pictures, such as: invented for us, or a consent and its date. */
  likenessRight: string | null
  assembled: AssembledPrompt
}

export type SetAppearanceInput = {
  faceReferenceImageUrl?: string | null | undefined
  faceReferenceImagePath?: string | null | undefined
  faceConsistencyMethod?: 'ip-adapter' | 'instantid' | 'faceid' | 'lora' | undefined
  loraModelPath?: string | null | undefined
  hairColor?: string | null | undefined
  hairStyle?: string | null | undefined
  eyeColor?: string | null | undefined
  skinTone?: string | null | undefined
  bodyType?: string | null | undefined
  height?: string | null | undefined
  ageRange?: string | null | undefined
  clothingStyle?: string | null | undefined
  preferredColors?: string[] | undefined
  styleKeywords?: string[] | undefined
  baseModel?: string | undefined
  negativePrompt?: string | null | undefined
  defaultPromptPrefix?: string | null | undefined
  /** Why the face of the profile picture may be shown in generated pictures, such as: invented for us, or a consent and its date. */
  likenessRight?: string | null | undefined
}

export type TriedVoice = {
  /** As the character speaks now. */
  stored: {
    text: string
    /** What the model was told of the character. */
    prompt: string
    temperature: number
  }
  /** With the traits that were tried; null without any. */
  tried: {
    text: string
    /** What the model was told of the character. */
    prompt: string
    temperature: number
  } | null
  model: string
}

export type TryVoiceInput = {
  text: string
  /** Traits to try in place of the stored ones. */
  traits?:
    | {
        extroversion?: number | undefined
        creativity?: number | undefined
        humor?: number | undefined
        professionalism?: number | undefined
        authenticity?: number | undefined
      }
    | undefined
}

export type CharacterMemory = {
  kind: 'said' | 'promised' | 'likes' | 'note'
  text: string
  id: string
  source: 'post' | 'person'
  publishedPostId: string | null
  createdAt: string
  updatedAt: string
}

export type CreateCharacterMemoryInput = {
  kind: 'said' | 'promised' | 'likes' | 'note'
  text: string
}

export type UpdateCharacterMemoryInput = {
  kind?: 'said' | 'promised' | 'likes' | 'note' | undefined
  text?: string | undefined
}

export type Content = {
  id: string
  characterId: string
  characterName: string
  contentType: 'image' | 'video' | 'text' | 'audio'
  contentCategory: 'post' | 'story' | 'reel' | 'short' | 'message' | null
  isNsfw: boolean
  /** The file; null for a text. */
  medium: {
    id: string
    kind: 'image' | 'video' | 'audio' | 'document'
    /** The type of the bytes, whatever the file is called. */
    mimeType: string
    fileName: string
    sizeBytes: number
    /** In pixels. */
    width: number | null
    height: number | null
    /** In seconds, of videos and sounds whose files say so. */
    duration: number | null
    sha256: string
    /** A description of what it shows, for people who cannot see it. */
    altText: string | null
    /** The address of its bytes, below the API’s own origin. */
    url: string
    createdAt: string
  } | null
  /** The words of a text; null for a file. */
  text: string | null
  /** A small picture of it, below the API’s own origin. */
  thumbnailUrl: string | null
  /** How it was compared with the others: by its look, or by its bytes alone. */
  comparedBy: 'look' | 'bytes'
  /** The same, or almost the same, in the character’s media when this was added. */
  duplicateOf: string | null
  origin: 'uploaded' | 'written' | 'generated'
  /** How it came about, where it was generated. */
  generation: {
    /** What was asked for. */
    prompt: string
    /** Provider and model; null for a card drawn here. */
    model: string | null
    /** What the provider or model was asked, or the card says. */
    assembled: string
    seconds: number | null
  } | null
  /** 0–1. */
  qualityScore: number
  /** What the score is made of. */
  quality: QualityCheck[]
  approvalStatus: 'pending' | 'approved' | 'rejected'
  rejectionReason: string | null
  /** Who approved or rejected it. */
  decidedBy: string | null
  decidedAt: string | null
  /** How many published posts showed it. */
  timesUsed: number
  lastUsedAt: string | null
  createdAt: string
  updatedAt: string
}

export type AddContentInput =
  | {
      characterId: string
      /** A file of the library (`POST /v1/media`). */
      mediaId: string
      /** Where it is meant to stand. */
      contentCategory?: 'post' | 'story' | 'reel' | 'short' | 'message' | null | undefined
      /** Whether it is for adults only. */
      isNsfw?: boolean | undefined
    }
  | {
      characterId: string
      text: string
      /** Where it is meant to stand. */
      contentCategory?: 'post' | 'story' | 'reel' | 'short' | 'message' | null | undefined
      /** Whether it is for adults only. */
      isNsfw?: boolean | undefined
    }

export type DecidedContent = {
  changed: Content[]
  /** Those that were something else, or may not be approved. */
  unchanged: {
    id: string
    code: string
    message: string
  }[]
}

export type DecideContentInput = {
  ids: string[]
  /** What they are now; those that are something else stay as they are. */
  from: 'pending' | 'approved' | 'rejected'
  to: 'pending' | 'approved' | 'rejected'
  /** Why they are rejected. */
  reason?: string | undefined
}

export type UpdateContentInput = {
  /** Where it is meant to stand. */
  contentCategory?: 'post' | 'story' | 'reel' | 'short' | 'message' | null | undefined
  /** Whether it is for adults only. */
  isNsfw?: boolean | undefined
}

export type Generation = {
  id: string
  characterId: string
  characterName: string
  jobType: 'image' | 'text' | 'card' | 'video'
  status: 'queued' | 'running' | 'done' | 'failed' | 'cancelled' | 'unknown'
  priority: number
  prompt: string
  negativePrompt: string | null
  settings: {
    engine: 'provider' | 'card' | 'model'
    /** Provider and model; null for a card. */
    model: string | null
    /** In pixels; means nothing for a text. */
    size: '1024x1024' | '1536x1024' | '1024x1536'
    quality: 'low' | 'medium' | 'high'
    /** What the provider or the model is asked, or the card says. */
    assembled: string
    /** The picture whose face is shown. */
    faceId: string | null
  }
  batchSize: number
  /** What came of it, in the character’s media. */
  contentIds: string[]
  /** One for each picture or text, in their order. */
  results: GenerationItem[]
  successCount: number
  failureCount: number
  errorMessage: string | null
  retryCount: number
  maxRetries: number
  /** What it has cost so far. */
  credits: number
  /** By list price, in millionths of a US dollar. */
  costMicros: number
  startedAt: string | null
  completedAt: string | null
  durationSeconds: number | null
  createdAt: string
}

export type CreateGenerationInput = {
  /** Without a provider of pictures, an image becomes a card with the words of the prompt. */
  jobType: 'image' | 'text' | 'card' | 'video'
  batchSize?: number | undefined
  characterId: string
  prompt: string
  negativePrompt?: string | undefined
  /** 1 is made first, 10 last. */
  priority?: number | undefined
  maxRetries?: number | undefined
  size?: '1024x1024' | '1536x1024' | '1024x1536' | undefined
  quality?: 'low' | 'medium' | 'high' | undefined
  /** Whether an image shows the face of the profile picture, for which the right has to be recorded. */
  useFace?: boolean | undefined
}

export type GenerationEstimate = {
  engine: 'provider' | 'card' | 'model'
  model: string | null
  credits: number
  /** By what such calls have cost here lately; null while there were none. */
  costMicros: number | null
}

export type EstimateGenerationInput = {
  /** Without a provider of pictures, an image becomes a card with the words of the prompt. */
  jobType: 'image' | 'text' | 'card' | 'video'
  batchSize?: number | undefined
}

export type RetryGenerationInput = {
  /** Also what may have been made and paid already: it is then asked, and paid, once more. */
  unknown?: boolean | undefined
}

export type AutomationRule = {
  id: string
  characterId: string
  characterName: string
  name: string
  description: string
  enabled: boolean
  triggerType: 'schedule' | 'event' | 'manual'
  triggerConfig: {
    /** RFC 5545, in wall time. */
    rrule?: string | undefined
    /** Local time from which the rrule counts; left out, when the rule is saved. */
    start?: string | undefined
    /** Left out, the character’s. */
    timezone?: string | undefined
    event?: 'post_published' | 'signal' | undefined
    /** Whose posts are the event; left out, all posts that no rule has made. */
    characterId?: string | undefined
    /** Whose signals are the event; left out, those of all projects. */
    projectId?: string | undefined
  }
  platforms: string[]
  /** What a post shows; `mixed` is a picture or a video. */
  contentType: 'text' | 'image' | 'video' | 'mixed'
  /** Only media of this place; null for any. */
  contentCategory: 'post' | 'story' | 'reel' | 'short' | 'message' | null
  promptTemplate: string | null
  captionTemplate: string | null
  /** `auto` makes them of the character’s topics, `template` of `hashtagTemplate`. */
  hashtagStrategy: 'none' | 'template' | 'auto'
  hashtagTemplate: string | null
  /** Media below this score are not shown. */
  minContentQuality: number
  /** Whether its posts await a person’s approval. */
  needsApproval: boolean
  maxPostsPerDay: number | null
  maxPostsPerWeek: number | null
  /** Between two posts of the rule, at least. */
  cooldownMinutes: number
  /** Local times of the character without posts. */
  quietHours: {
    from: string
    to: string
  } | null
  /** The character’s: days, weeks and quiet hours are in it. */
  timezone: string
  /** The next time of a schedule, whether it posts then or not. */
  nextAt: string | null
  /** How often it was to post, within its limits. */
  timesExecuted: number
  lastExecutedAt: string | null
  successCount: number
  failureCount: number
  createdAt: string
  updatedAt: string
}

export type CreateAutomationRuleInput = {
  name: string
  description?: string | undefined
  enabled?: boolean | undefined
  triggerType: 'schedule' | 'event' | 'manual'
  triggerConfig: {
    /** RFC 5545, in wall time. */
    rrule?: string | undefined
    /** Local time from which the rrule counts; left out, when the rule is saved. */
    start?: string | undefined
    /** Left out, the character’s. */
    timezone?: string | undefined
    event?: 'post_published' | 'signal' | undefined
    /** Whose posts are the event; left out, all posts that no rule has made. */
    characterId?: string | undefined
    /** Whose signals are the event; left out, those of all projects. */
    projectId?: string | undefined
  }
  platforms: string[]
  /** What a post shows; `mixed` is a picture or a video. */
  contentType: 'text' | 'image' | 'video' | 'mixed'
  /** Only media of this place; null for any. */
  contentCategory?: 'post' | 'story' | 'reel' | 'short' | 'message' | null | undefined
  /** What a post says, in plain words with variables such as {{topic}}; the character says it in its voice. Null takes an approved text of the character where one is needed. */
  promptTemplate?: string | null | undefined
  /** How the post is put together; null for {{text}} and {{hashtags}}. */
  captionTemplate?: string | null | undefined
  /** `auto` makes them of the character’s topics, `template` of `hashtagTemplate`. */
  hashtagStrategy?: 'none' | 'template' | 'auto' | undefined
  hashtagTemplate?: string | null | undefined
  /** Media below this score are not shown. */
  minContentQuality?: number | undefined
  /** Whether its posts await a person’s approval. */
  needsApproval?: boolean | undefined
  maxPostsPerDay?: number | null | undefined
  maxPostsPerWeek?: number | null | undefined
  /** Between two posts of the rule, at least. */
  cooldownMinutes?: number | undefined
  /** Local times of the character without posts. */
  quietHours?:
    | {
        from: string
        to: string
      }
    | null
    | undefined
  characterId: string
}

export type ChangeAutomationRuleInput = {
  name?: string | undefined
  description?: string | undefined
  enabled?: boolean | undefined
  triggerType?: 'schedule' | 'event' | 'manual' | undefined
  triggerConfig?:
    | {
        /** RFC 5545, in wall time. */
        rrule?: string | undefined
        /** Local time from which the rrule counts; left out, when the rule is saved. */
        start?: string | undefined
        /** Left out, the character’s. */
        timezone?: string | undefined
        event?: 'post_published' | 'signal' | undefined
        /** Whose posts are the event; left out, all posts that no rule has made. */
        characterId?: string | undefined
        /** Whose signals are the event; left out, those of all projects. */
        projectId?: string | undefined
      }
    | undefined
  platforms?: string[] | undefined
  /** What a post shows; `mixed` is a picture or a video. */
  contentType?: 'text' | 'image' | 'video' | 'mixed' | undefined
  /** Only media of this place; null for any. */
  contentCategory?: 'post' | 'story' | 'reel' | 'short' | 'message' | null | undefined
  /** What a post says, in plain words with variables such as {{topic}}; the character says it in its voice. Null takes an approved text of the character where one is needed. */
  promptTemplate?: string | null | undefined
  /** How the post is put together; null for {{text}} and {{hashtags}}. */
  captionTemplate?: string | null | undefined
  /** `auto` makes them of the character’s topics, `template` of `hashtagTemplate`. */
  hashtagStrategy?: 'none' | 'template' | 'auto' | undefined
  hashtagTemplate?: string | null | undefined
  /** Media below this score are not shown. */
  minContentQuality?: number | undefined
  /** Whether its posts await a person’s approval. */
  needsApproval?: boolean | undefined
  maxPostsPerDay?: number | null | undefined
  maxPostsPerWeek?: number | null | undefined
  /** Between two posts of the rule, at least. */
  cooldownMinutes?: number | undefined
  /** Local times of the character without posts. */
  quietHours?:
    | {
        from: string
        to: string
      }
    | null
    | undefined
}

export type DryRunAnswer = {
  items: {
    at: string
    would: 'post' | 'skip'
    why: 'due' | 'quiet_hours' | 'daily_limit' | 'weekly_limit' | 'cooldown'
  }[]
}

export type DryRunInput = {
  from: string
  to: string
}

export type AutomationExecution = {
  id: string
  ruleId: string
  ruleName: string
  characterId: string
  trigger: 'schedule' | 'event' | 'manual'
  /** The time of its occurrence or event. */
  at: string
  /** The words of the event; empty for others. */
  subject: string
  status: 'due' | 'admitted' | 'running' | 'posted' | 'skipped' | 'failed'
  why:
    | 'due'
    | 'quiet_hours'
    | 'daily_limit'
    | 'weekly_limit'
    | 'cooldown'
    | 'late'
    | 'feeds_itself'
    | 'switched_off'
    | 'same_post'
    | 'no_account'
    | 'no_media'
    | 'no_text'
    | null
  error: string | null
  steps: {
    step: 'missed' | 'voice' | 'text' | 'media' | 'post' | 'approval'
    /** What was taken, made or counted there. */
    value: string
  }[]
  /** What it shows of the character’s media. */
  contentId: string | null
  text: string | null
  scheduledPostId: string | null
  createdAt: string
}

export type Project = {
  id: string
  name: string
  description: string
  status: 'draft' | 'active' | 'paused'
  /** How far something must stand out before it is told of. */
  sensitivity: 'low' | 'normal' | 'high'
  platforms: string[]
  scopeType: 'hashtags' | 'creators' | 'both' | 'query'
  scope: {
    hashtags: string[]
    creators: Creator[]
    query: string | null
  }
  counts: {
    posts: number
    /** Creators that its scope names. */
    creators: number
    signals: number
  }
  lastRunAt: string | null
  lastSignalAt: string | null
  createdAt: string
  updatedAt: string
}

export type CreateProjectInput = {
  name: string
  description?: string | undefined
  /** Only an active project takes posts in. */
  status?: 'draft' | 'active' | 'paused' | undefined
  /** How far something must stand out before it is told of. */
  sensitivity?: 'low' | 'normal' | 'high' | undefined
  platforms: string[]
  scope: ScopeInput
}

export type UpdateProjectInput = {
  name?: string | undefined
  description?: string | undefined
  /** Only an active project takes posts in. */
  status?: 'draft' | 'active' | 'paused' | undefined
  /** How far something must stand out before it is told of. */
  sensitivity?: 'low' | 'normal' | 'high' | undefined
}

export type ListeningReport = {
  created: number
  /** Known already: brought up to date. */
  updated: number
  unchanged: number
  /** They do not fit the project’s scope, and were left out. */
  outside: number
  rows: {
    /** Place in `items`, from 1. */
    line: number
    status: 'ok' | 'outside' | 'error'
    errors: string[]
    id?: string | undefined
  }[]
}

export type ImportIntoProjectInput = {
  /** Posts: `platform`, `externalId`, `author`, `text`, `postedAt`, `url`, `language`, `hashtags`, `metrics`. */
  items: unknown[]
}

export type ListenedPost = {
  id: string
  externalKey: string
  platform: string
  externalId: string
  url: string | null
  author: string | null
  text: string
  language: string | null
  hashtags: string[]
  metrics: Metrics
  /** Likes + 2 × comments + 3 × shares + 3 × saves. */
  engagement: number
  /** −1 to 1. */
  sentiment: number
  polarity: 'positive' | 'neutral' | 'negative'
  /** Whether a person said how it feels. */
  corrected: boolean
  /** What it was judged by. */
  sentimentReasons: {
    text: string
    weight: number
  }[]
  /** 0–100: engagement beside what is usual for the author; 50 is as usual. Null without numbers. */
  score: number | null
  /** −100 to 100: the median score of the author’s last five posts up to this one, less that of the five before. Null without numbers. */
  scoreTrend: number | null
  inBank: boolean
  postedAt: string
}

export type ProjectHashtag = {
  id: string
  name: string
  platform: string
  /** Whether the project’s scope names it. */
  tracked: boolean
  lastScraped: string | null
  posts: number
  positive: number
  negative: number
  /** Mean of the posts’ sentiment. */
  sentiment: number
}

export type ProjectCreator = {
  platform: string
  username: string
  /** Whether the project’s scope names them. */
  tracked: boolean
  posts: number
  positive: number
  negative: number
  /** Mean of the posts’ sentiment. */
  sentiment: number
}

export type Volume = {
  /** Every day, the oldest first, in UTC. */
  days: {
    day: string
    posts: number
    positive: number
    negative: number
    /** Mean of the posts’ sentiment. */
    sentiment: number
  }[]
}

export type ShareOfVoice = {
  projects: {
    id: string
    name: string
    posts: number
    positive: number
    negative: number
    /** Mean of the posts’ sentiment. */
    sentiment: number
    /** Its part of the posts of all active projects, 0–1. */
    share: number
    /** The same in as many days before. */
    shareBefore: number
  }[]
}

export type CorrectPostInput = {
  /** How the post really feels; null takes back what was said before. */
  polarity: 'positive' | 'neutral' | 'negative' | null
}

export type LeftOutPost = {
  id: string
  externalKey: string
  platform: string
  externalId: string
  url: string | null
  author: string | null
  text: string
  language: string | null
  hashtags: string[]
  metrics: Metrics
  /** Likes + 2 × comments + 3 × shares + 3 × saves. */
  engagement: number
  /** −1 to 1. */
  sentiment: number
  polarity: 'positive' | 'neutral' | 'negative'
  /** Whether a person said how it feels. */
  corrected: boolean
  /** What it was judged by. */
  sentimentReasons: {
    text: string
    weight: number
  }[]
  /** 0–100: engagement beside what is usual for the author; 50 is as usual. Null without numbers. */
  score: number | null
  /** −100 to 100: the median score of the author’s last five posts up to this one, less that of the five before. Null without numbers. */
  scoreTrend: number | null
  inBank: boolean
  postedAt: string
  reason: 'irrelevant' | 'muted'
}

export type MutedAuthor = {
  platform: string
  username: string
  id: string
  createdAt: string
}

export type CreatorInput = {
  platform: string
  username: string
}

export type Collection = {
  /** Each hashtag and creator of the scope, on each platform, and each feed. */
  targets: ListeningTarget[]
}

export type Feed = {
  id: string
  url: string
}

export type AddFeedInput = {
  /** A public address of an RSS or Atom feed. */
  url: string
}

export type Signal = {
  /** More voices than usual; more voices with a hashtag; the feeling moved; a post far above what is usual for its author; a creator who was not heard before. */
  kind: 'volume' | 'hashtag' | 'sentiment' | 'post' | 'creator'
  /** The id of a hashtag or post, an author, or empty for the whole project. */
  subject: string
  /** Its name, as people read it. */
  label: string
  day: string
  /** What was counted, what is usual for this weekday, how far days spread (MAD), and how many of these it stands off; from how many days. */
  numbers: {
    observed: number
    usual: number
    spread: number
    excess: number
    days: number
  }
  /** The same count of the days up to then, the last one being this day. */
  series: (number | null)[]
  id: string
  status: 'new' | 'acted' | 'dismissed'
  note: string
  /** The oldest first. */
  acts: SignalAct[]
  createdAt: string
  settledAt: string | null
}

export type Replay = {
  /** What the last 30 days would have told of, the latest first. */
  signals: FoundSignal[]
}

export type SettleSignalInput = {
  status: 'new' | 'acted' | 'dismissed'
  /** What was done, and what came of it. */
  note?: string | undefined
}

export type Related = {
  /** Posts of the next 30 days that are about the same and have not begun, the next first. */
  posts: {
    id: string
    text: string
    publishAt: string
    /** What of it says that it is about the same. */
    found: string[]
  }[]
  /** Words by which conversations about the same are found. */
  words: string[]
}

export type PausedPosts = {
  /** Drafts again: they go out when somebody schedules them. */
  paused: string[]
  refused: {
    id: string
    reason: string
  }[]
  signal: Signal
}

export type PausePostsInput = {
  postIds: string[]
}

export type ChatSession = {
  id: string
  title: string | null
  touchedAt: string
  createdAt: string
}

export type CreateChatInput = {
  title?: string | undefined
}

export type RenameChatInput = {
  title: string
}

export type Today = {
  /** The zone in which the day and its times are told. */
  timezone: string
  /** The date of the day: 2026-11-21. */
  date: string
  from: string
  to: string
  /** The beginning of yesterday: automatic work is counted from here. */
  since: string
  /** Work that waits for a person. */
  waiting: {
    /** The longest wait first. */
    escalations: {
      total: number
      items: {
        conversationId: string
        platform: string
        accountName: string
        customerName: string | null
        customerHandle: string | null
        /** The beginning of the message that it is about. */
        text: string | null
        id: string
        reason:
          | 'customer_request'
          | 'low_confidence'
          | 'manual_escalation'
          | 'message_changed'
          | 'no_credits'
          | 'triage_rule'
          | 'safety'
          | 'outside_hours'
        status: 'open' | 'in_progress' | 'resolved'
        note: string | null
        assignedTo: string | null
        /** A person has answered since it was asked. */
        answered: boolean
        /** The contact has the last word. */
        theirTurn: boolean
        since: string
      }[]
    }
    /** Conversations that the caller has taken over and that were not escalated. */
    held: {
      total: number
      items: {
        conversationId: string
        platform: string
        accountName: string
        customerName: string | null
        customerHandle: string | null
        /** The beginning of the message that it is about. */
        text: string | null
        since: string
        unanswered: boolean
      }[]
    }
    /** Unanswered, and soon the platform takes no free text any more. */
    windows: {
      total: number
      items: {
        conversationId: string
        platform: string
        accountName: string
        customerName: string | null
        customerHandle: string | null
        /** The beginning of the message that it is about. */
        text: string | null
        closesAt: string
      }[]
    }
    /** Failed, or nobody knows, within seven days and with nothing sent in the conversation since. */
    messages: {
      total: number
      items: {
        conversationId: string
        platform: string
        accountName: string
        customerName: string | null
        customerHandle: string | null
        /** The beginning of the message that it is about. */
        text: string | null
        id: string
        status: 'failed' | 'unknown'
        error: string | null
        at: string
      }[]
    }
    /** Under posts, the longest wait first. */
    comments: {
      total: number
      items: {
        id: string
        platform: string
        accountName: string
        authorName: string
        /** Its beginning. */
        text: string
        /** When it was written. */
        since: string
      }[]
    }
    posts: {
      total: number
      items: {
        id: string
        text: string
        status:
          | 'draft'
          | 'awaiting_approval'
          | 'queued'
          | 'publishing'
          | 'published'
          | 'partial'
          | 'failed'
          | 'needs_person'
          | 'cancelled'
        publishAt: string
        targets: {
          name: string
          platform: string
          status: 'queued' | 'sending' | 'sent' | 'failed' | 'unknown' | 'waiting' | 'cancelled' | 'deleted'
          error: string | null
        }[]
      }[]
    }
    accounts: {
      id: string
      name: string
      platform: string
      reason: string | null
    }[]
  }
  machines: {
    /** Answers that were sent. */
    answered: {
      times: number
      conversations: number
    }
    ignored: {
      times: number
      conversations: number
    }
    escalated: {
      times: number
      conversations: number
    }
    /** From a contact’s first word to the first answer, whoever gave it. Null without answers. */
    medianResponseMs: number | null
    /** Measured over the turns that were answered. Null without answers. */
    shareByMachine: number | null
    /** Contacts’ turns by the hour they began in and by who answered first; hours without are left out. */
    hours: {
      at: string
      machine: number
      person: number
      open: number
    }[]
  }
  goesOut: {
    total: number
    items: {
      id: string
      text: string
      status:
        | 'draft'
        | 'awaiting_approval'
        | 'queued'
        | 'publishing'
        | 'published'
        | 'partial'
        | 'failed'
        | 'needs_person'
        | 'cancelled'
      publishAt: string
      targets: {
        name: string
        platform: string
        status: 'queued' | 'sending' | 'sent' | 'failed' | 'unknown' | 'waiting' | 'cancelled' | 'deleted'
        error: string | null
      }[]
      /** `publishAt` in the zone, with its offset. */
      localTime: string
    }[]
  }
  /** The next steps of a workspace that has nothing yet. */
  next: 'connect_account' | 'add_knowledge' | 'first_message' | null
}

export type FiguresSummary = {
  timezone: string
  period: {
    from: string
    to: string
  }
  /** As many days right before. */
  before: {
    from: string
    to: string
  }
  figures: Figures
  /** What was ever counted in the whole workspace, by metric. */
  ever: {
    received?: number | undefined
    sent_by_machine?: number | undefined
    sent_by_people?: number | undefined
    turns?: number | undefined
    first_response?: number | undefined
    answered_by_machine?: number | undefined
    ignored?: number | undefined
    escalations?: number | undefined
    resolution?: number | undefined
    judged_right?: number | undefined
    judged_wrong?: number | undefined
    comments?: number | undefined
    posts?: number | undefined
  }
  /** False while something that was just written is not counted yet. */
  upToDate: boolean
}

export type FiguresSeries = {
  timezone: string
  period: {
    from: string
    to: string
  }
  /** As many days right before. */
  before: {
    from: string
    to: string
  }
  metric:
    | 'received'
    | 'sentByMachine'
    | 'sentByPeople'
    | 'turns'
    | 'firstResponse'
    | 'autoReplyRate'
    | 'ignored'
    | 'escalations'
    | 'resolution'
    | 'judgedRight'
    | 'judgedWrong'
    | 'comments'
    | 'posts'
  points: {
    from: string
    to: string
    value: number | null
  }[]
}

export type FiguresBreakdown = {
  timezone: string
  period: {
    from: string
    to: string
  }
  /** As many days right before. */
  before: {
    from: string
    to: string
  }
  by:
    | 'account'
    | 'platform'
    | 'person'
    | 'label'
    | 'author'
    | 'hookType'
    | 'topic'
    | 'campaign'
    | 'character'
    | 'rule'
    | 'hour'
  rows: {
    /** The id; the platform’s name, or the hour of the day. */
    key: string
    /** Null for what was deleted. */
    name: string | null
    platform: string | null
    figures: Figures
  }[]
}

export type KpiWindow = {
  id: string
  windowStart: string
  windowEnd: string
  messages: number
  comments: number
  firstResponseP50Seconds: number | null
  autoReplyRate: number | null
  escalated: number
  ignored: number
  postsActive: number
  updatedAt: string
}

export type Counted = {
  id: string
  at: string
  /** Messages of one quarter of an hour stand together. */
  times: number
  /** How long it took, where that is what is measured. */
  seconds: number | null
  conversationId: string | null
  /** Of the scheduled post. */
  postId: string | null
  /** The contact, the comment’s author, or how the post begins. */
  title: string | null
  accountName: string | null
  platform: string | null
}

export type CharacterMetrics = {
  timezone: string
  period: {
    from: string
    to: string
  }
  /** As many days right before. */
  before: {
    from: string
    to: string
  }
  rows: {
    date: string
    /** Null for all accounts of the character together. */
    accountId: string | null
    platform: string | null
    metric:
      | 'received'
      | 'sent_by_machine'
      | 'sent_by_people'
      | 'turns'
      | 'first_response'
      | 'answered_by_machine'
      | 'ignored'
      | 'escalations'
      | 'resolution'
      | 'judged_right'
      | 'judged_wrong'
      | 'comments'
      | 'posts'
    value: number
  }[]
}

export type Attention = {
  /** Conversations that call for the caller and that they have not seen. */
  count: number
  /** Comments that wait for a person, whoever has seen them. */
  comments: number
  /** The latest of them. */
  calls: Call[]
  /** Unread conversations of each list, among the thousand that moved last. */
  unread: {
    open: number
    escalated: number
    mine: number
  }
}

export type Endpoint = {
  id: string
  url: string
  events: (
    | 'conversation.created'
    | 'conversation.changed'
    | 'message.received'
    | 'message.changed'
    | 'escalation.created'
    | 'escalation.changed'
    | 'decision.made'
    | 'comment.received'
    | 'comment.changed'
    | 'comment_action.changed'
    | 'post.changed'
    | 'account.connected'
    | 'account.changed'
    | 'contact.created'
    | 'contact.changed'
    | 'signal.found'
    | 'signal.changed'
  )[]
  enabled: boolean
  /** Why it was switched off. */
  problem: string | null
  /** Nothing has been taken since then. */
  failingSince: string | null
  createdAt: string
  updatedAt: string
}

export type CreatedEndpoint = {
  id: string
  url: string
  events: (
    | 'conversation.created'
    | 'conversation.changed'
    | 'message.received'
    | 'message.changed'
    | 'escalation.created'
    | 'escalation.changed'
    | 'decision.made'
    | 'comment.received'
    | 'comment.changed'
    | 'comment_action.changed'
    | 'post.changed'
    | 'account.connected'
    | 'account.changed'
    | 'contact.created'
    | 'contact.changed'
    | 'signal.found'
    | 'signal.changed'
  )[]
  enabled: boolean
  /** Why it was switched off. */
  problem: string | null
  /** Nothing has been taken since then. */
  failingSince: string | null
  createdAt: string
  updatedAt: string
  secret: string
}

export type CreateEndpointInput = {
  /** A public address that takes POST; redirects are not followed. */
  url: string
  events: (
    | 'conversation.created'
    | 'conversation.changed'
    | 'message.received'
    | 'message.changed'
    | 'escalation.created'
    | 'escalation.changed'
    | 'decision.made'
    | 'comment.received'
    | 'comment.changed'
    | 'comment_action.changed'
    | 'post.changed'
    | 'account.connected'
    | 'account.changed'
    | 'contact.created'
    | 'contact.changed'
    | 'signal.found'
    | 'signal.changed'
  )[]
}

export type UpdateEndpointInput = {
  /** A public address that takes POST; redirects are not followed. */
  url?: string | undefined
  events?:
    | (
        | 'conversation.created'
        | 'conversation.changed'
        | 'message.received'
        | 'message.changed'
        | 'escalation.created'
        | 'escalation.changed'
        | 'decision.made'
        | 'comment.received'
        | 'comment.changed'
        | 'comment_action.changed'
        | 'post.changed'
        | 'account.connected'
        | 'account.changed'
        | 'contact.created'
        | 'contact.changed'
        | 'signal.found'
        | 'signal.changed'
      )[]
    | undefined
  enabled?: boolean | undefined
}

export type Secret = {
  id: string
  secret: string
}

export type Delivery = {
  /** The `webhook-id` of each try. */
  id: string
  endpointId: string
  type:
    | 'conversation.created'
    | 'conversation.changed'
    | 'message.received'
    | 'message.changed'
    | 'escalation.created'
    | 'escalation.changed'
    | 'decision.made'
    | 'comment.received'
    | 'comment.changed'
    | 'comment_action.changed'
    | 'post.changed'
    | 'account.connected'
    | 'account.changed'
    | 'contact.created'
    | 'contact.changed'
    | 'signal.found'
    | 'signal.changed'
    | 'endpoint.test'
  status: 'pending' | 'delivered' | 'failed'
  attempts: number
  /** What the endpoint answered last: its status and the beginning of its body, or why there was none. */
  answer: {
    status: number | null
    text: string
  } | null
  nextAttemptAt: string | null
  deliveredAt: string | null
  payload: Payload
  createdAt: string
}

export type BillingSubscription = {
  /** False where the installation sells nothing: everything is free then. */
  enabled: boolean
  /** Null where the installation sells nothing. */
  plan: 'free' | 'starter' | 'pro' | 'enterprise' | null
  /** Stripe’s word, such as active or past_due; null without a subscription. */
  status: string | null
  currentPeriodStart: string | null
  currentPeriodEnd: string | null
  cancelAtPeriodEnd: boolean
  pastDueSince: string | null
  /** When machines stop, or have stopped, unless it is paid before. */
  machinesStopAt: string | null
  machinesStopped: boolean
  /** What the plan limits, and how much of it is used. Storage is in bytes. */
  usage: {
    what:
      | 'accounts'
      | 'members'
      | 'api_keys'
      | 'storage'
      | 'documents'
      | 'faqs'
      | 'scheduled_posts'
      | 'profiles'
      | 'bank_posts'
      | 'listening_projects'
      | 'listening_hashtags'
      | 'listening_creators'
    used: number
    most: number | null
  }[]
  /** What can be bought. */
  offers: {
    id: string
    name: string
    /** Null for a pack of credits. */
    plan: 'free' | 'starter' | 'pro' | 'enterprise' | null
    credits: number
    price: Money
    /** month, year; null for what is paid once. */
    interval: string | null
  }[]
}

export type BillingPage = {
  url: string
}

export type CheckoutInput = {
  plan?: 'starter' | 'pro' | 'enterprise' | undefined
  /** The id of an offer that is a pack of credits. */
  pack?: string | undefined
}

export type Invoices = {
  items: Invoice[]
}

export type Credits = {
  /** False where the installation sells nothing: no credits are counted then. */
  limited: boolean
  /** The sum of all transactions. */
  balance: number
  /** Set aside for what is under way. */
  reserved: number
  available: number
  /** Credits a month. */
  allowance: number
  /** Of the balance, what was bought on top: a new period does not take it away. */
  toppedUp: number
  periodStart: string | null
  periodEnd: string | null
  /** In this period. */
  used: number
  /** The percentage of the period’s credits that is used, once it is that much. */
  warning: '80' | '100' | null
}

export type CreditTransaction = {
  id: string
  /** period: a month began. plan: a larger plan. top_up: bought. use: an act. */
  kind: 'period' | 'plan' | 'top_up' | 'use'
  /** What used them, such as inbox.respond. */
  act: string | null
  amount: number
  at: string
}

export type WebhookEvent = {
  id: string
  source: string
  type: string
  externalAccountId: string | null
  status: 'pending' | 'processed' | 'failed' | 'unassigned'
  error: string | null
  attempts: number
  payload: unknown
  receivedAt: string
  processedAt: string | null
}

export type WebhookDelivery = {
  id: string
  source: string
  /** How many updates it holds. */
  updates: number
  /** Why it cannot be read. */
  error: string | null
  receivedAt: string
}

export type DeadLetter = {
  id: string
  queue: string
  /** The type of a job, or the source of a webhook. */
  kind: string
  /** The workspace it belongs to, as far as it tells. */
  workspace: {
    id: string
    name: string
  } | null
  account: {
    id: string
    name: string
    platform: string
  } | null
  /** Its content, decoded. */
  content: unknown
  /** As it lay on the queue: what is replayed. */
  body: unknown
  /** Why its last attempt failed. */
  error: string | null
  attempts: number
  deadAt: string
  replayedAt: string | null
}

export type ModelCall = {
  id: string
  functionName: string
  provider: string
  model: string
  prompt: string | null
  inputTokens: number
  outputTokens: number
  /** Millionths of a US dollar. */
  costMicros: number
  latencyMs: number
  success: boolean
  error: {
    reference: string
    message: string
  } | null
  requestId: string
  at: string
}

export type SystemLog = {
  id: string
  workspaceId: string | null
  level: 'info' | 'warn' | 'error'
  event: string
  actor: string | null
  requestId: string | null
  reference: string | null
  detail: Record<string, unknown>
  at: string
}

export type WorkerState = {
  /** The name of a worker. */
  name: string
  /** What people read of it, by language. */
  words: {
    en: {
      name: string
      purpose: string
      /** What waits, and what happens to it, while the worker is switched off. */
      whileOff: string
      /** Why it has no run to show. */
      idle: string
    }
    fr: {
      name: string
      purpose: string
      /** What waits, and what happens to it, while the worker is switched off. */
      whileOff: string
      /** Why it has no run to show. */
      idle: string
    }
  }
  enabled: boolean
  reason: string | null
  changedBy: string | null
  changedAt: string | null
  lastRun: {
    status: 'running' | 'completed' | 'failed'
    startedAt: string
    durationMs: number | null
    processed: number
    failed: number
  } | null
}

export type SwitchInput = {
  enabled: boolean
  reason?: string | undefined
}

export type Machines = {
  /** False while an operator has paused the machines of every workspace. */
  enabled: boolean
  reason: string | null
  changedBy: string | null
  changedAt: string | null
}

export type TaskRun = {
  id: string
  /** The name of a worker. */
  task: string
  status: 'running' | 'completed' | 'failed'
  processed: number
  failed: number
  error: string | null
  requestId: string
  startedAt: string
  finishedAt: string | null
  durationMs: number | null
}

export type ChatStep = {
  id: string
  tool: string
  /** It changes something, and runs only when the person confirms it. */
  changes: boolean
  input: Record<string, unknown>
  /** `proposed` waits for the person; `unknown` may have been done: look before it is done again by hand. */
  state: 'done' | 'failed' | 'proposed' | 'running' | 'cancelled' | 'unknown'
  /** What it returned, as JSON that may be cut, or why it did not work. */
  result: string | null
  /** The screen that shows what it made. */
  to: string | null
}

export type ChatSource = {
  /** The number that stands beside what was drawn from it: `[1]`. */
  n: number
  title: string
  /** The screen that shows it, such as `/drafts/0190…`. */
  to: string
}

export type PlatformInfo = {
  id: string
  name: string
  /** The path of its icon (SVG, `d`), a line on a grid of 20 × 20. */
  icon: string
  /** The ways to connect an account: a form for `POST /v1/accounts`, or a page, whose address `POST /v1/accounts/connect` gives. */
  connect: (
    | {
        kind: 'fields'
        fields: {
          in: 'externalId' | 'credentials'
          /** Its name in `credentials`, or `externalId`. */
          key: string
          label: string
          hint: string
          secret: boolean
          optional: boolean
          /** The values to choose from; the first is meant where none is given. Null for free text. */
          choices:
            | {
                value: string
                label: string
              }[]
            | null
        }[]
      }
    | {
        kind: 'redirect' | 'hosted'
        /** What is asked for on the page. */
        hint: string
        /** What a person says before they go there. */
        fields: {
          in: 'externalId' | 'credentials'
          /** Its name in `credentials`, or `externalId`. */
          key: string
          label: string
          hint: string
          secret: boolean
          optional: boolean
          /** The values to choose from; the first is meant where none is given. Null for free text. */
          choices:
            | {
                value: string
                label: string
              }[]
            | null
        }[]
      }
  )[]
  /** The parts of Chorus that work with the platform. */
  parts: ('messages' | 'posts' | 'comments' | 'actions' | 'listen' | 'tokens')[]
  limits: Capabilities
  /** The version of its API that Chorus uses, and the day on which the platform ends it. */
  apiVersion: {
    name: string
    endsOn: string
    /** It ends within 60 days: Chorus has to be updated. */
    endsSoon: boolean
  } | null
  /** The secrets that the installation’s operator has still to give; while there are any, no account can be connected. */
  missing: {
    key: string
    how: string
  }[]
}

export type AccountLimit = {
  /** Shared by all accounts under one credential, of this account, or of one thing of it, such as a contact */
  scope: 'credential' | 'account' | 'action'
  name: string
  /** How it is counted; `reported` by the platform itself, in per cent; `closed`: the platform said stop */
  kind: 'sliding' | 'fixed' | 'distinct' | 'reported' | 'closed'
  used: number
  limit: number
  windowMs: number | null
  /** When the first place comes free, or the stop ends; null where nothing is used */
  resetsAt: string | null
}

export type LabelOn = {
  id: string
  name: string
  color: string
}

export type Decision = {
  id: string
  decision: 'respond' | 'ignore' | 'escalate'
  confidence: number
  reason: string
  matchedRule:
    | 'answered'
    | 'opt_out'
    | 'no_words'
    | 'opted_out'
    | 'self_harm'
    | 'attack'
    | 'abuse'
    | 'asks_for_person'
    | 'triage_rule'
    | 'ignore_example'
    | 'outside_hours'
    | 'no_text'
    | 'low_confidence'
    | 'window_closed'
    | 'empty_reply'
    | 'too_long'
    | 'ungrounded'
    | 'model_refused'
    | 'no_credits'
    | null
  /** The workspace’s own rule that applied, as it was called then; it may be gone. */
  rule: {
    id: string
    name: string
  } | null
  /** The example to ignore that decided, as it was then, and how alike the message is. */
  example: {
    text: string
    likeness: number
  } | null
  model: string
  /** Name and version of the prompt. */
  prompt: string | null
  sources: Passage[]
  /** What a person thinks of it. */
  feedback: {
    /** better: wrong, and with what should have been answered. */
    verdict: 'right' | 'wrong' | 'better'
    betterAnswer: string | null
    /** Who said so last; null for an API key, and for who is gone. */
    by: string | null
    at: string
  } | null
  createdAt: string
}

export type MessageMedium = {
  id: string
  kind: 'image' | 'video' | 'audio' | 'voice' | 'document' | 'sticker'
  mimeType: string | null
  fileName: string | null
  sizeBytes: number | null
  /** In pixels. */
  width: number | null
  height: number | null
  status: 'pending' | 'stored' | 'failed'
  /** Why it is not here yet, or will not be. */
  error: string | null
  /** The address of its bytes, below the API’s own origin; null until they are stored. */
  url: string | null
}

export type ShownDetails = {
  forwarded?: 'once' | 'often' | undefined
  album?: string | undefined
  edited?: boolean | undefined
  reaction?:
    | {
        messageId: string
        emoji: string | null
      }
    | undefined
  place?:
    | {
        latitude: number
        longitude: number
        name?: string | undefined
        address?: string | undefined
        url?: string | undefined
      }
    | undefined
  people?:
    | {
        name: string
        phones: string[]
        others?: string[] | undefined
      }[]
    | undefined
  product?:
    | {
        catalogId?: string | undefined
        productId: string
      }
    | undefined
  referral?:
    | {
        url?: string | undefined
        sourceId?: string | undefined
        sourceType?: string | undefined
        headline?: string | undefined
        clickId?: string | undefined
      }
    | undefined
  problem?:
    | {
        code: string
        reason: string
      }
    | undefined
  notice?:
    | 'started'
    | 'welcome'
    | 'pinned'
    | 'timer'
    | 'write_access'
    | 'revoked'
    | 'edited'
    | 'number_changed'
    | 'marketing_stopped'
    | 'marketing_resumed'
    | 'other'
    | undefined
  template?: TemplateMessage | undefined
}

export type AccountHours = {
  accountId: string
  /** Null: people always answer there. */
  hours: {
    timezone: string
    times: {
      /** 1 is Monday. */
      day: number
      from: string
      /** 23:59 is the end of the day. */
      to: string
    }[]
    /** Days on which nobody answers, whatever the day of the week; without them, none. */
    holidays?:
      | {
          date: string
          name: string
        }[]
      | undefined
  } | null
}

export type Passage = {
  id: string
  /** Only of decisions: post is what the post says that a contact comments on, memory what the character that answers remembers. */
  kind: 'chunk' | 'faq' | 'post' | 'memory'
  documentId?: string | undefined
  faqId?: string | undefined
  title: string
  /** The headings that it stands under in its document. */
  section?: string | undefined
  content: string
  /** For a chunk: its headings, paragraphs, items and rows, by their places in `content`, which is plain text. */
  blocks?:
    | {
        kind: 'heading' | 'text' | 'item' | 'row'
        start: number
        end: number
        level: number
        isHead: true
      }[]
    | undefined
  start: number
  end: number
  score: number
}

export type When = {
  /** The message contains these words, or one of several. Case and accents do not count; a word may go on (`refund` finds “refunds”), but begins where a word does. */
  contains?: string | string[] | undefined
  /** A regular expression in RE2 syntax that a part of the message matches, whatever the case: no look-around, no back-references. At most 200 characters. */
  matches?: string | undefined
  /** The language of the message; `other` is surely none of English, French and Spanish. A message too short to tell has none. */
  language?: 'en' | 'fr' | 'es' | 'other' | ('en' | 'fr' | 'es' | 'other')[] | undefined
  /** The contact’s name, handle or number, whole, whatever the case. */
  sender?: string | string[] | undefined
  /** The account that the message came to. */
  accountId?: string | string[] | undefined
  /** A label that the conversation has. */
  labelId?: string | string[] | undefined
  /** The local time at which the message was sent, such as from 22:00 to 06:00 at night. */
  between?:
    | {
        from: string
        /** Not included. Earlier than `from`: the window ends on the next day. */
        to: string
        timezone: string
        /** The days on which the window begins, 1 is Monday; without them every day. */
        days?: number[] | undefined
      }
    | undefined
  /** Whether the contact has not written in the conversation before. */
  firstMessage?: boolean | undefined
}

export type ShownMedium = {
  kind: 'image' | 'video' | 'audio' | 'document'
  /** The type of the bytes, whatever the file is called. */
  mimeType: string
  fileName: string
  sizeBytes: number
  /** In pixels. */
  width: number | null
  height: number | null
  /** A description of what it shows, for people who cannot see it. */
  altText: string | null
  /** The address of its bytes, below the API’s own origin. */
  url: string
  mediaId: string
}

export type Target = {
  id: string
  accountId: string
  accountName: string
  platform: string
  status: 'queued' | 'sending' | 'sent' | 'failed' | 'unknown' | 'waiting' | 'cancelled' | 'deleted'
  waitingReason: 'limited' | 'reauth' | 'paused' | 'approval' | 'late' | 'preparing' | 'by_hand' | null
  /** Where a person publishes it: what is to be said there, word for word. Null elsewhere. */
  text: string | null
  externalId: string | null
  url: string | null
  error: string | null
  /** When it is tried next; null when the machine does nothing more. */
  dueAt: string | null
  /** Why it is where it is, in plain words. */
  reason: string
}

export type Run = {
  id: string
  targetId: string
  status: 'started' | 'success' | 'failed' | 'unknown'
  fence: number
  startedAt: string
  finishedAt: string | null
  error: string | null
}

export type Unread = {
  what:
    | 'characters'
    | 'pages'
    | 'pictures'
    | 'charts'
    | 'diagrams'
    | 'embedded'
    | 'choices'
    | 'hidden'
    | 'struck'
    | 'layers'
    | 'formulas'
  count: number
}

export type PostMediumInput =
  | {
      mediaId: string
      altText?: string | null | undefined
    }
  | {
      url: string
      altText?: string | null | undefined
    }

export type PostVariantInput = {
  text?: string | undefined
  /** In place of the post’s own; an empty list shows none. */
  media?: PostMediumInput[] | undefined
}

export type Warning = {
  code: 'same_text' | 'same_hour' | 'owner_only'
  accountId: string
  postId: string | null
  message: string
}

export type CheckedAccount = {
  accountId: string
  length: number
  maxLength: number
  /** The line that is added there, since a character publishes it; its length counts. */
  disclosure: string | null
  /** Why its platform would refuse it; it cannot be scheduled with these. */
  errors: {
    code: string
    message: string
  }[]
  warnings: Warning[]
}

export type CommentDecision = {
  id: string
  decision: 'respond' | 'ignore' | 'escalate' | 'user_conversation'
  confidence: number
  reason: string
  matchedRule:
    | 'answered'
    | 'opt_out'
    | 'no_words'
    | 'opted_out'
    | 'self_harm'
    | 'attack'
    | 'abuse'
    | 'asks_for_person'
    | 'triage_rule'
    | 'ignore_example'
    | 'outside_hours'
    | 'no_text'
    | 'low_confidence'
    | 'window_closed'
    | 'empty_reply'
    | 'too_long'
    | 'ungrounded'
    | 'model_refused'
    | 'no_credits'
    | 'user_conversation'
    | 'before_watched'
    | 'turns'
    | 'not_decided'
    | null
  /** The workspace’s own rule that applied. */
  rule: {
    id: string
    name: string
  } | null
  /** The answer that the machine proposed. */
  suggestion: string | null
  model: string
  prompt: string | null
  sources: Passage[]
  createdAt: string
}

export type Metrics = {
  likes?: number | undefined
  comments?: number | undefined
  shares?: number | undefined
  saves?: number | undefined
  views?: number | undefined
}

export type BankFiltersInput = {
  authorId?: string | undefined
  topicId?: string | undefined
  audienceId?: string | undefined
  hookTypeId?: string | undefined
  platform?: string | undefined
  source?: 'import' | 'published' | 'listening' | undefined
  since?: string | undefined
  until?: string | undefined
  minEngagement?: number | undefined
}

export type Measured = {
  posts: number
  /** Null where the posts do not tell. */
  language: 'en' | 'fr' | 'es' | null
  /** Mean and standard deviation over the posts; shares are per cent, rates per 100 words. */
  figures: {
    words?:
      | {
          mean: number
          spread: number
        }
      | undefined
    wordsPerSentence?:
      | {
          mean: number
          spread: number
        }
      | undefined
    charactersPerLine?:
      | {
          mean: number
          spread: number
        }
      | undefined
    lettersPerWord?:
      | {
          mean: number
          spread: number
        }
      | undefined
    variety?:
      | {
          mean: number
          spread: number
        }
      | undefined
    lineBreaks?:
      | {
          mean: number
          spread: number
        }
      | undefined
    commas?:
      | {
          mean: number
          spread: number
        }
      | undefined
    dashes?:
      | {
          mean: number
          spread: number
        }
      | undefined
    emoji?:
      | {
          mean: number
          spread: number
        }
      | undefined
    hashtags?:
      | {
          mean: number
          spread: number
        }
      | undefined
    questions?:
      | {
          mean: number
          spread: number
        }
      | undefined
    exclamations?:
      | {
          mean: number
          spread: number
        }
      | undefined
    firstPerson?:
      | {
          mean: number
          spread: number
        }
      | undefined
    we?:
      | {
          mean: number
          spread: number
        }
      | undefined
    you?:
      | {
          mean: number
          spread: number
        }
      | undefined
  }
  /** First words that several posts share, the most frequent first. */
  openings: {
    text: string
    posts: number
  }[]
  /** Last lines that several posts share. */
  closings: {
    text: string
    posts: number
  }[]
  emoji: {
    text: string
    posts: number
  }[]
  /** Words that the author comes back to, function words left out. */
  vocabulary: {
    text: string
    posts: number
  }[]
}

export type PresetConfig = {
  /** The most characters of the whole post. */
  maxLength?: number | undefined
  paragraphs?: number | undefined
  /** Whether the body is a list. */
  list?: boolean | undefined
  hashtags?: string[] | undefined
}

export type Source = {
  id: string
  type: 'text' | 'url' | 'post' | 'file'
  title: string
  text: string
  url: string | null
  /** The captured post that it is. */
  postId: string | null
  language: string | null
  createdAt: string
}

export type Hook = {
  id: string
  text: string
  /** The name of its type. */
  hookType: string | null
  hookTypeId: string | null
  /** How good it is thought to be; null for one that a person wrote. */
  score: number | null
  /** Why it has this score. */
  reason: string | null
  selected: boolean
}

export type DraftWarning = {
  code: 'copied' | 'avoided_word' | 'stray_figure'
  /** The post that the passage is of. */
  postId: string | null
  passage: string
  message: string
}

export type BatchDraft = {
  id: string
  title: string
  text: string
  author: {
    id: string
    name: string
  } | null
  topic: {
    id: string
    name: string
  } | null
  status: 'waiting' | 'written' | 'failed' | 'cancelled'
  /** Why it could not be written. */
  error: string | null
  attempts: number
  costMicros: number
}

export type AssembledPrompt = {
  prompt: string
  negativePrompt: string
  /** The parts of the prompt in their order, with the column that each comes from. */
  parts: {
    column: string
    text: string
  }[]
  /** What no provider here can honour: kept for your own. */
  kept: {
    column: string
    value: string
  }[]
}

export type QualityCheck = {
  check: 'size' | 'shape' | 'detail' | 'length' | 'rate' | 'calm' | 'original'
  /** What it adds to the score. */
  points: number
  /** What it could add. */
  most: number
  /** What was measured; null where the file does not say. */
  value: string | null
}

export type GenerationItem = {
  id: string
  status: 'queued' | 'running' | 'done' | 'failed' | 'cancelled' | 'unknown'
  attempts: number
  contentId: string | null
  /** Why it could not be made, or is tried again. */
  error: string | null
}

export type Creator = {
  platform: string
  username: string
}

export type ScopeInput = {
  hashtags?: string[] | undefined
  /** Their names; those without a platform are looked for on each of the project’s. */
  creators?: (string | CreatorInput)[] | undefined
  /** Words, "phrases", #hashtags, author:, lang:, platform:, AND, OR, NOT and brackets. With hashtags or creators beside it, posts must fit it as well. */
  query?: string | undefined
}

export type ListeningTarget = {
  /** Null for what the platform cannot be asked for. */
  id: string | null
  platform: string
  kind: 'hashtag' | 'creator' | 'feed'
  /** Of a feed: its address. */
  name: string
  /** Of a feed, by which it is taken out of the project. */
  feedId: string | null
  state: 'waiting' | 'reading' | 'failed' | 'unavailable'
  /** Why nothing comes from there. */
  problem: string | null
  postsFound: number
  lastRunAt: string | null
  nextRunAt: string | null
}

export type SignalAct = {
  kind: 'posts_paused' | 'draft_started'
  /** The posts that became drafts again, or the draft. */
  ids: string[]
  at: string
  /** Null for a key. */
  userId: string | null
}

export type FoundSignal = {
  /** More voices than usual; more voices with a hashtag; the feeling moved; a post far above what is usual for its author; a creator who was not heard before. */
  kind: 'volume' | 'hashtag' | 'sentiment' | 'post' | 'creator'
  /** The id of a hashtag or post, an author, or empty for the whole project. */
  subject: string
  /** Its name, as people read it. */
  label: string
  day: string
  /** What was counted, what is usual for this weekday, how far days spread (MAD), and how many of these it stands off; from how many days. */
  numbers: {
    observed: number
    usual: number
    spread: number
    excess: number
    days: number
  }
  /** The same count of the days up to then, the last one being this day. */
  series: (number | null)[]
}

export type Figures = {
  received: {
    value: number | null
    before: number | null
  }
  sentByMachine: {
    value: number | null
    before: number | null
  }
  sentByPeople: {
    value: number | null
    before: number | null
  }
  turns: {
    value: number | null
    before: number | null
  }
  firstResponse: {
    value: number | null
    before: number | null
  }
  autoReplyRate: {
    value: number | null
    before: number | null
  }
  ignored: {
    value: number | null
    before: number | null
  }
  escalations: {
    value: number | null
    before: number | null
  }
  resolution: {
    value: number | null
    before: number | null
  }
  judgedRight: {
    value: number | null
    before: number | null
  }
  judgedWrong: {
    value: number | null
    before: number | null
  }
  comments: {
    value: number | null
    before: number | null
  }
  posts: {
    value: number | null
    before: number | null
  }
}

export type Call = {
  conversationId: string
  /** asked: a person is asked to take it. mine: the caller has taken it over. unanswered: a contact wrote where no machine answers. mentioned: a note names the caller. */
  kind: 'asked' | 'mine' | 'unanswered' | 'mentioned'
  platform: string
  customerName: string | null
  customerHandle: string | null
  /** The beginning of what was said last. */
  text: string | null
  /** When it was asked, or written. */
  at: string
}

export type Payload = {
  type:
    | 'conversation.created'
    | 'conversation.changed'
    | 'message.received'
    | 'message.changed'
    | 'escalation.created'
    | 'escalation.changed'
    | 'decision.made'
    | 'comment.received'
    | 'comment.changed'
    | 'comment_action.changed'
    | 'post.changed'
    | 'account.connected'
    | 'account.changed'
    | 'contact.created'
    | 'contact.changed'
    | 'signal.found'
    | 'signal.changed'
    | 'endpoint.test'
  /** When it happened. */
  timestamp: string
  data: Record<string, unknown>
}

export type Money = {
  /** In the currency’s smallest unit. */
  amount: number
  currency: string
}

export type Invoice = {
  id: string
  number: string | null
  status: string
  total: Money
  at: string
  url: string | null
}

export type TemplateMessage = {
  name: string
  language: string
  header?:
    | {
        text: string
        /** Only where the template names its placeholders. */
        name?: string | undefined
      }[]
    | undefined
  body?:
    | {
        text: string
        /** Only where the template names its placeholders. */
        name?: string | undefined
      }[]
    | undefined
  buttons?:
    | {
        index: number
        type: 'quick_reply' | 'url'
        value: string
      }[]
    | undefined
}
