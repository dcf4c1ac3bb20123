/** Generated from the description of the REST API by `npm run api:generate`. */
export interface paths {
    "/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened in the school, the newest first */
        get: {
            parameters: {
                query?: {
                    /** @description `next_before` of a page */
                    before?: number;
                    per_page?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page of entries */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                entries: components["schemas"]["AuditEntry"][];
                                next_before: number | null;
                                /** @description Checks the checkpoints of exports */
                                public_key: string;
                            };
                            errors: components["schemas"]["Error"][];
                            /** @enum {boolean} */
                            success: true;
                        };
                    };
                };
                /** @description INVALID */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description SIGN_IN */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description NOT_FOUND */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The whole audit log and ledger with their signed checkpoints
         * @description One JSON object a line. `npm run audit:verify -- FILE` checks it without a database.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The export */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/x-ndjson": string;
                    };
                };
                /** @description SIGN_IN */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description NOT_FOUND */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: email */
                        email: string;
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Send the token as `Authorization: Bearer …` */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                token: string;
                                user: {
                                    email: string;
                                    id: string;
                                    name: string;
                                };
                            };
                            errors: components["schemas"]["Error"][];
                            /** @enum {boolean} */
                            success: true;
                        };
                    };
                };
                /** @description INVALID */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description SIGN_IN */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description TOO_MANY */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign out */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The token is worth nothing any more */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: null;
                            errors: components["schemas"]["Error"][];
                            /** @enum {boolean} */
                            success: true;
                        };
                    };
                };
                /** @description SIGN_IN */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in, and what they may do in this school */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The caller */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                /** @description Names of roles that the school has defined */
                                customRoles: string[];
                                displayName: string;
                                email: string;
                                /** @description 0 everything … 5 member; null without a role */
                                level: number | null;
                                /** @description What the roles of both kinds allow in the whole school */
                                permissions: ("school.view" | "school.update" | "catalogue.view" | "course.create" | "course.author" | "course.publish" | "course.preview" | "course.enrol" | "enrolment.list" | "content.author" | "conflict.resolve" | "material.upload" | "campaign.create" | "campaign.author" | "campaign.launch" | "campaign.preview" | "campaignUpdate.publish" | "pledge.create" | "pledge.list" | "ledger.view" | "finance.statistics" | "notification.read" | "sync.use" | "member.list" | "role.grant" | "role.define" | "audit.view" | "school.create" | "account.view")[];
                                roles: ("owner" | "admin" | "instructor" | "campaignManager" | "financeAdmin" | "financeViewer" | "financeStatisticsViewer" | "memberViewer" | "analyst" | "viewer" | "student" | "backer" | "member")[];
                                schoolName: string | null;
                                tenantId: string | null;
                                userId: string;
                            };
                            errors: components["schemas"]["Error"][];
                            /** @enum {boolean} */
                            success: true;
                        };
                    };
                };
                /** @description SIGN_IN */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create an account
         * @description Always answers the same, whether the address has an account or not: its owner gets a mail.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: email */
                        email: string;
                        name: string;
                        password: string;
                    };
                };
            };
            responses: {
                /** @description A mail with a link is on its way */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                email: string;
                            };
                            errors: components["schemas"]["Error"][];
                            /** @enum {boolean} */
                            success: true;
                        };
                    };
                };
                /** @description INVALID */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description TOO_MANY */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/crowdfunding/pledges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Own pledges, newest first; with `project_id`, all of that project to those who run it */
        get: {
            parameters: {
                query?: {
                    page?: number;
                    per_page?: number;
                    project_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page of pledges */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Pledge"][];
                            errors: components["schemas"]["Error"][];
                            meta: {
                                page: number;
                                per_page: number;
                                total: number;
                            };
                            /** @enum {boolean} */
                            success: true;
                        };
                    };
                };
                /** @description INVALID */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description SIGN_IN */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
            };
        };
        put?: never;
        /** Pledge to a project; the card is charged on the page at `checkout_url` */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key with the same body pledges once, and is answered as it was at first */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Decimal, in the currency of the project
                         * @example 25.00
                         */
                        amount: string;
                        /**
                         * Format: email
                         * @description Of a guest; of others it is known
                         */
                        email?: string;
                        /** @default null */
                        name?: string | null;
                        /** Format: uuid */
                        project_id: string;
                        /**
                         * Format: uuid
                         * @default null
                         */
                        reward_id?: string | null;
                    };
                };
            };
            responses: {
                /** @description The pledge, to be paid */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Pledge"] & {
                                /**
                                 * Format: uri
                                 * @description Where the backer enters the card
                                 */
                                checkout_url: string;
                            };
                            errors: components["schemas"]["Error"][];
                            /** @enum {boolean} */
                            success: true;
                        };
                    };
                };
                /** @description INVALID */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description NOT_FOUND */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description CONFLICT */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description TOO_MANY */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description UNAVAILABLE */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/crowdfunding/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Campaigns of the school: running ones, those that end soonest first, then ended ones */
        get: {
            parameters: {
                query?: {
                    page?: number;
                    per_page?: number;
                    status?: "live" | "ended" | "all";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page of campaigns */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Project"][];
                            errors: components["schemas"]["Error"][];
                            meta: {
                                page: number;
                                per_page: number;
                                total: number;
                            };
                            /** @enum {boolean} */
                            success: true;
                        };
                    };
                };
                /** @description INVALID */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description NOT_FOUND */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/crowdfunding/projects/{projectId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A campaign with its rewards */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    projectId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The campaign */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Project"] & {
                                rewards: components["schemas"]["Reward"][];
                            };
                            errors: components["schemas"]["Error"][];
                            /** @enum {boolean} */
                            success: true;
                        };
                    };
                };
                /** @description INVALID */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description NOT_FOUND */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/lms/courses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Published courses of the school, newest first */
        get: {
            parameters: {
                query?: {
                    level?: "beginner" | "intermediate" | "advanced";
                    page?: number;
                    per_page?: number;
                    /** @description Words in title, summary or tags */
                    q?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page of courses */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Course"][];
                            errors: components["schemas"]["Error"][];
                            meta: {
                                page: number;
                                per_page: number;
                                total: number;
                            };
                            /** @enum {boolean} */
                            success: true;
                        };
                    };
                };
                /** @description INVALID */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description NOT_FOUND */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/lms/courses/{courseId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A course with its sections and lessons */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    courseId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The course */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Course"] & {
                                outline: components["schemas"]["OutlineItem"][];
                            };
                            errors: components["schemas"]["Error"][];
                            /** @enum {boolean} */
                            success: true;
                        };
                    };
                };
                /** @description INVALID */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description NOT_FOUND */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/lms/courses/{courseId}/lessons/{lessonId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A lesson with its text, for students and staff of the course */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    courseId: string;
                    lessonId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The lesson */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Lesson"];
                            errors: components["schemas"]["Error"][];
                            /** @enum {boolean} */
                            success: true;
                        };
                    };
                };
                /** @description SIGN_IN */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description NOT_FOUND */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/lms/courses/{courseId}/lessons/{lessonId}/done": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark a lesson done */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A request that is repeated with its key within a day is carried out once, and answered as it was at first */
                    "idempotency-key"?: string;
                };
                path: {
                    courseId: string;
                    lessonId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Marked */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                next_lesson_id: string | null;
                            };
                            errors: components["schemas"]["Error"][];
                            /** @enum {boolean} */
                            success: true;
                        };
                    };
                };
                /** @description SIGN_IN */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description NOT_FOUND */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/lms/enrollments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller’s courses and how far they are */
        get: {
            parameters: {
                query?: {
                    page?: number;
                    per_page?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page of courses */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Enrollment"][];
                            errors: components["schemas"]["Error"][];
                            meta: {
                                page: number;
                                per_page: number;
                                total: number;
                            };
                            /** @enum {boolean} */
                            success: true;
                        };
                    };
                };
                /** @description SIGN_IN */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description NOT_FOUND */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Enrol in a published course
         * @description Repeating it is harmless. Whoever is no member of the school becomes one.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A request that is repeated with its key within a day is carried out once, and answered as it was at first */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: uuid */
                        course_id: string;
                    };
                };
            };
            responses: {
                /** @description Enrolled */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                course_id: string;
                            };
                            errors: components["schemas"]["Error"][];
                            /** @enum {boolean} */
                            success: true;
                        };
                    };
                };
                /** @description INVALID */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description SIGN_IN */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description NOT_FOUND */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description CONFLICT */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The members of the school and their roles, by name */
        get: {
            parameters: {
                query?: {
                    page?: number;
                    per_page?: number;
                    /** @description Within the name or the address */
                    search?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page of members */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Member"][];
                            errors: components["schemas"]["Error"][];
                            meta: {
                                page: number;
                                per_page: number;
                                total: number;
                            };
                            /** @enum {boolean} */
                            success: true;
                        };
                    };
                };
                /** @description INVALID */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description SIGN_IN */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description NOT_FOUND */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/members/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A member and their roles */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    userId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The member */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Member"];
                            errors: components["schemas"]["Error"][];
                            /** @enum {boolean} */
                            success: true;
                        };
                    };
                };
                /** @description INVALID */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description SIGN_IN */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description NOT_FOUND */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/members/{userId}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a member a role
         * @description In force with the next request of that person. Repeating it prolongs the role, or puts it into force again. Only an owner makes owners, and nobody gives themselves a role.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A request that is repeated with its key within a day is carried out once, and answered as it was at first */
                    "idempotency-key"?: string;
                };
                path: {
                    userId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @default null
                         */
                        expires_at?: string | null;
                        role: ("owner" | "admin" | "instructor" | "campaignManager" | "financeAdmin" | "financeViewer" | "financeStatisticsViewer" | "memberViewer" | "analyst" | "viewer" | "student" | "backer" | "member") | string;
                    };
                };
            };
            responses: {
                /** @description The member has the role */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                expires_at: string | null;
                                role: string;
                                user_id: string;
                            };
                            errors: components["schemas"]["Error"][];
                            /** @enum {boolean} */
                            success: true;
                        };
                    };
                };
                /** @description INVALID */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description SIGN_IN */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description NOT_FOUND */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description CONFLICT */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/members/{userId}/roles/{role}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a role from a member */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A request that is repeated with its key within a day is carried out once, and answered as it was at first */
                    "idempotency-key"?: string;
                };
                path: {
                    role: ("owner" | "admin" | "instructor" | "campaignManager" | "financeAdmin" | "financeViewer" | "financeStatisticsViewer" | "memberViewer" | "analyst" | "viewer" | "student" | "backer" | "member") | string;
                    userId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The member does not have it any more */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: null;
                            errors: components["schemas"]["Error"][];
                            /** @enum {boolean} */
                            success: true;
                        };
                    };
                };
                /** @description INVALID */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description SIGN_IN */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description NOT_FOUND */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description CONFLICT */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /**
         * Change how long a role counts, or put it out of force and back
         * @description A school keeps an owner whose role does not end: otherwise it is refused with CONFLICT.
         */
        patch: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A request that is repeated with its key within a day is carried out once, and answered as it was at first */
                    "idempotency-key"?: string;
                };
                path: {
                    role: ("owner" | "admin" | "instructor" | "campaignManager" | "financeAdmin" | "financeViewer" | "financeStatisticsViewer" | "memberViewer" | "analyst" | "viewer" | "student" | "backer" | "member") | string;
                    userId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: date-time */
                        expires_at?: string | null;
                        is_active?: boolean;
                    };
                };
            };
            responses: {
                /** @description It is changed */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                expires_at: string | null;
                                is_active: boolean;
                                role: string;
                                user_id: string;
                            };
                            errors: components["schemas"]["Error"][];
                            /** @enum {boolean} */
                            success: true;
                        };
                    };
                };
                /** @description INVALID */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description SIGN_IN */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description NOT_FOUND */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description CONFLICT */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller’s notifications, the newest first */
        get: {
            parameters: {
                query?: {
                    page?: number;
                    per_page?: number;
                    unread?: "true" | "false";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One page of notifications */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Notification"][];
                            errors: components["schemas"]["Error"][];
                            meta: {
                                page: number;
                                per_page: number;
                                total: number;
                            };
                            /** @enum {boolean} */
                            success: true;
                        };
                    };
                };
                /** @description INVALID */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description SIGN_IN */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description NOT_FOUND */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notifications/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark notifications as read
         * @description Repeating it is harmless. One that is not the caller’s does not exist; then none is marked.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A request that is repeated with its key within a day is carried out once, and answered as it was at first */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        ids: string[];
                    };
                };
            };
            responses: {
                /** @description Marked; how many are unread now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                unread: number;
                            };
                            errors: components["schemas"]["Error"][];
                            /** @enum {boolean} */
                            success: true;
                        };
                    };
                };
                /** @description INVALID */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description SIGN_IN */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description NOT_FOUND */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All roles that can be given here, and what they allow */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The roles */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                built_in: {
                                    permissions: string[];
                                    role: string;
                                }[];
                                custom: components["schemas"]["CustomRole"][];
                            };
                            errors: components["schemas"]["Error"][];
                            /** @enum {boolean} */
                            success: true;
                        };
                    };
                };
                /** @description INVALID */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description SIGN_IN */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description NOT_FOUND */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Define a role of the school’s own
         * @description Out of permissions that the caller has in the whole school. Its holders have them in the whole school.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A request that is repeated with its key within a day is carried out once, and answered as it was at first */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @default  */
                        description?: string;
                        name: string;
                        permissions: ("school.update" | "course.create" | "course.author" | "course.publish" | "course.preview" | "enrolment.list" | "content.author" | "conflict.resolve" | "material.upload" | "campaign.create" | "campaign.author" | "campaign.launch" | "campaign.preview" | "campaignUpdate.publish" | "pledge.list" | "ledger.view" | "finance.statistics" | "sync.use" | "member.list" | "audit.view")[];
                    };
                };
            };
            responses: {
                /** @description The role */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["CustomRole"];
                            errors: components["schemas"]["Error"][];
                            /** @enum {boolean} */
                            success: true;
                        };
                    };
                };
                /** @description INVALID */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description SIGN_IN */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description NOT_FOUND */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description CONFLICT */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roles/{roleId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Define a role of the school anew
         * @description What its holders may do changes at once.
         */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A request that is repeated with its key within a day is carried out once, and answered as it was at first */
                    "idempotency-key"?: string;
                };
                path: {
                    roleId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @default  */
                        description?: string;
                        name: string;
                        permissions: ("school.update" | "course.create" | "course.author" | "course.publish" | "course.preview" | "enrolment.list" | "content.author" | "conflict.resolve" | "material.upload" | "campaign.create" | "campaign.author" | "campaign.launch" | "campaign.preview" | "campaignUpdate.publish" | "pledge.list" | "ledger.view" | "finance.statistics" | "sync.use" | "member.list" | "audit.view")[];
                    };
                };
            };
            responses: {
                /** @description The role */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["CustomRole"];
                            errors: components["schemas"]["Error"][];
                            /** @enum {boolean} */
                            success: true;
                        };
                    };
                };
                /** @description INVALID */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description SIGN_IN */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description NOT_FOUND */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description CONFLICT */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
            };
        };
        post?: never;
        /**
         * Remove a role of the school
         * @description It ends for everybody who holds it.
         */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A request that is repeated with its key within a day is carried out once, and answered as it was at first */
                    "idempotency-key"?: string;
                };
                path: {
                    roleId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It is removed */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: null;
                            errors: components["schemas"]["Error"][];
                            /** @enum {boolean} */
                            success: true;
                        };
                    };
                };
                /** @description INVALID */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description SIGN_IN */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description FORBIDDEN */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
                /** @description NOT_FOUND */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The school at this address */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The school */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: {
                                currency: string;
                                host: string;
                                id: string;
                                language: string;
                                name: string;
                                slug: string;
                                timeZone: string;
                            };
                            errors: components["schemas"]["Error"][];
                            /** @enum {boolean} */
                            success: true;
                        };
                    };
                };
                /** @description NOT_FOUND */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusal"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AuditEntry: {
            action: string;
            /** @description Null: the system */
            actor_id: string | null;
            actor_name: string | null;
            at: string;
            details: {
                [key: string]: unknown;
            };
            seq: number;
        };
        Course: {
            currency: string;
            duration_hours: number | null;
            id: string;
            language: string;
            /** @enum {string} */
            level: "any" | "beginner" | "intermediate" | "advanced";
            /** @description Minor units of `currency`; null: free of charge */
            price_minor: number | null;
            published_at: string | null;
            /** @enum {string} */
            status: "draft" | "published" | "archived";
            summary: string;
            tags: string[];
            title: string;
            updated_at: string;
        };
        CustomRole: {
            description: string;
            id: string;
            name: string;
            permissions: string[];
            /** @description What grants name it by */
            role: string;
        };
        Enrollment: {
            course_id: string;
            lessons_done: number;
            lessons_total: number;
            next_lesson_id: string | null;
            title: string;
        };
        Error: {
            code: string;
            field?: string;
            message: string;
        };
        Lesson: {
            html: string;
            id: string;
            text: string;
            title: string;
        };
        Member: {
            display_name: string;
            email: string;
            joined_at: string;
            roles: components["schemas"]["RoleGrant"][];
            user_id: string;
        };
        Notification: {
            body: string;
            event: string;
            id: string;
            occurred_at: string;
            path: string | null;
            read_at: string | null;
            title: string;
        };
        OutlineItem: {
            id: string;
            items?: components["schemas"]["OutlineItem"][];
            title: string;
            /** @enum {string} */
            type: "section" | "lesson";
        };
        Pledge: {
            /**
             * @description Decimal, in `currency`
             * @example 25.00
             */
            amount: string;
            amount_minor: number;
            collected_at: string | null;
            created_at: string;
            currency: string;
            id: string;
            name: string | null;
            project_id: string;
            refunded_minor: number;
            reward_id: string | null;
            /** @enum {string} */
            status: "pending" | "expired" | "cancelled" | "collected" | "refunding" | "refunded";
        };
        Project: {
            backer_count: number;
            /** @description Money received, in minor units of the currency */
            collected_minor: number;
            currency: string;
            ended_at: string | null;
            /** @description The deadline */
            ends_at: string | null;
            /**
             * @description `keep_it_all`: cards are charged with the pledge; `all_or_nothing`: at the deadline, if the goal is met
             * @enum {string}
             */
            funding_model: "keep_it_all" | "all_or_nothing";
            /** @description Goal, in minor units of the currency */
            goal_minor: number | null;
            /** Format: uuid */
            id: string;
            /** @description Commitments, in minor units of the currency */
            pledged_minor: number;
            starts_at: string | null;
            /** @enum {string} */
            status: "draft" | "live" | "ended" | "cancelled";
            summary: string;
            title: string;
            updated_at: string;
        };
        Refusal: {
            data: null;
            errors: components["schemas"]["Error"][];
            /** @enum {boolean} */
            success: false;
        };
        Reward: {
            /** @description Least amount of a pledge for it, in minor units of the currency */
            amount_minor: number;
            /** @example 2027-03 */
            delivery_month: string | null;
            description: string;
            /** Format: uuid */
            id: string;
            /** @description Places that are left; null: without limit */
            left: number | null;
            /** @description Places; null: without limit */
            limit: number | null;
            title: string;
        };
        RoleGrant: {
            assigned_at: string;
            /** @description Null: the system */
            assigned_by: string | null;
            expires_at: string | null;
            is_active: boolean;
            /** @description Active, and not expired */
            is_in_force: boolean;
            /** @description Of a role that the school has defined */
            name: string | null;
            /** @description A role’s name, or `custom:` and the id of a role of the school */
            role: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
